"""What a refresh does."""


def state_of(things, name):
    (resource,) = [resource for resource in things.stack.state() if resource.name == name]
    return resource


def test_a_refresh_only_reads_and_compares(things):
    """Every resource is read and then compared, and the program is not run."""
    things.up("chain")
    things.calls()

    result = things.stack.refresh().raise_for_errors()

    assert {"same": 4} == result.changes
    assert {
        ("read", "a-1"),
        ("read", "b-1"),
        ("read", "c-1"),
        ("diff", "a-1"),
        ("diff", "b-1"),
        ("diff", "c-1"),
    } == set(things.calls())


def test_a_resource_is_read_before_it_is_compared(things):
    """The comparison is between what was found and what was declared."""
    things.up("only_a")
    things.calls()

    things.stack.refresh()

    assert [("read", "a-1"), ("diff", "a-1")] == things.calls()


def test_drift_is_reported_property_by_property(things):
    """What was changed outside is a difference from what was declared, and in state afterwards."""
    things.up("only_a")
    text = (things.remote / "a-1").read_text()
    (things.remote / "a-1").write_text(text.replace('"plain"', '"drifted"'))

    result = things.stack.refresh().raise_for_errors()

    (step,) = result.steps_of("a")
    assert "update" == step.op
    assert {"label": "update"} == step.diff
    assert {"label": ("plain", "drifted")} == step.changed
    assert "drifted" == state_of(things, "a").inputs["label"]


def test_what_is_gone_leaves_the_state_and_its_dependents_forget_it(things):
    """A resource that is not found is removed, also from the dependencies of others."""
    things.up("pair")
    (things.remote / "a-1").unlink()

    result = things.stack.refresh().raise_for_errors()

    assert {"same": 2, "delete": 1} == result.changes
    assert ["b"] == things.names()
    assert () == state_of(things, "b").dependencies
    assert {} == state_of(things, "b").property_dependencies


def test_a_refresh_uses_the_configuration_in_state(things):
    """Without the program the providers are configured as they were when it last ran."""
    things.up("only_a")
    things.stack.secrets["token"] = "another"

    things.stack.refresh()

    log = (things.remote.parent / "calls").read_text().splitlines()
    assert [True, True] == ["canary" in line for line in log if "configure" in line]
