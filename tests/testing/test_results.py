"""Results, and the errors they raise."""

import pytest

from pulumi_arize_users.testing import Diagnostic, ResourceState, Result, RunFailed, Secret, Step

URN = "urn:pulumi:dev::proj::arize:index:User::ada"


def test_a_good_result_returns_itself():
    """`raise_for_errors` can be chained to the run."""
    result = Result(ok=True, changes={"create": 1})

    assert result is result.raise_for_errors()


def test_a_bad_result_raises_with_every_error():
    """The exception shows all errors, each with its resource, and nothing else."""
    diagnostics = (
        Diagnostic("error", "the role is gone", URN),
        Diagnostic("info", "by the way"),
        Diagnostic("error", "update failed"),
    )

    with pytest.raises(RunFailed) as raised:
        Result(ok=False, diagnostics=diagnostics).raise_for_errors()

    assert "arize:index:User (ada): the role is gone\n\nupdate failed" == str(raised.value)
    assert not raised.value.result.ok


def test_a_failure_without_words_is_still_said():
    """An exception never has an empty text."""
    with pytest.raises(RunFailed, match="without an error text"):
        Result(ok=False).raise_for_errors()


def test_steps_are_found_by_name():
    """A test asks for the steps of one resource."""
    step = Step("create", URN)

    assert [step] == Result(ok=True, steps=(step, Step("create", URN + "2"))).steps_of("ada")


def test_a_resource_knows_what_it_needs():
    """Dependencies, those of single properties, its provider and what it is deleted with are all needed."""
    resource = ResourceState(
        URN, dependencies=("a",), property_dependencies={"k": ("b",)}, provider="p::id", deleted_with="d"
    )

    assert {"a", "b", "p", "d"} == resource.needs


def test_a_resource_never_shows_its_secrets():
    """Printing state is safe."""
    assert "canary" not in repr(ResourceState(URN, outputs={"password": Secret("canary")}))
