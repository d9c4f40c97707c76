"""Settings that nothing would read: refused in a program, named where they are in the environment."""

from __future__ import annotations

import pytest

from tests.engine import misspelt
from tests.engine.conftest import API_KEY

SENTENCE = "There is no setting arize:onDestory, and nothing would read it. Did you mean arize:onDestroy?"


@pytest.mark.parametrize("program", [misspelt.declaring, misspelt.asking])
@pytest.mark.parametrize("operation", ["preview", "up"])
def test_a_misspelt_setting_ends_a_run_before_anything_is_done(engine, arize, settings, program, operation):
    """Whoever means a guard has to get one; programs that declare and programs that ask are told alike, and once."""
    config = {**settings, "arize:onDestory": "block", "people": "the program's own"}
    with engine.stack(program, config=config, secrets={"arize:apiKey": API_KEY}) as stack:
        result = getattr(stack, operation)()

    assert not result.ok
    assert 1 == sum(SENTENCE in error.message for error in result.errors), result.errors
    assert not any("Traceback" in error.message for error in result.errors)
    assert [] == arize.requests


@pytest.mark.dynamic_only("the plugin's provider is another resource")
def test_a_misspelt_setting_of_a_provider_ends_a_run_before_anything_is_done(engine, arize, settings):
    """Its settings are its arguments, which a program may get from anywhere."""
    with engine.stack(misspelt.of_a_provider, config={"url": arize.url, **settings}) as stack:
        result = stack.preview()

    assert not result.ok
    assert any("There is no setting arize:maxRemoval, " in error.message for error in result.errors), result.errors
    assert any("The provider's argument onDestroy is not read" in error.message for error in result.errors)
    assert [] == arize.requests


@pytest.mark.dynamic_only("its program names the variable, too")
def test_a_variable_that_is_like_ours_is_named_once_in_each_run(engine, arize, settings):
    """Also where no program runs: the limit of a destroy may be what is misspelt."""
    env = {"ARIZE_MAX_REMOVAL": "3", "ARIZE_ON_DESTROY": "retain", "ARIZE_SPACE_ID": "of Arize's own clients"}
    secrets = {"arize:apiKey": API_KEY}
    with engine.stack(misspelt.declaring, config=settings, secrets=secrets, env=env) as stack:
        runs = [stack.preview(), stack.up(), stack.up(), stack.refresh(), stack.destroy()]

    sentence = "ARIZE_MAX_REMOVAL is set, and nothing reads it. Did you mean ARIZE_MAX_REMOVALS?"
    told = [[each.message for each in run.raise_for_errors().diagnostics if "ARIZE_" in each.message] for run in runs]
    assert [1] * 5 == [len(lines) for lines in told], told
    assert all(sentence in line for (line,) in told)
    assert [("POST", "/v2/users")] * 2 == [(request.method, request.path) for request in arize.writes]
