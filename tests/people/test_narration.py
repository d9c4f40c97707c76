"""What plans mean, in words: before anything is done, and afterwards from what was done."""

import pytest

from pulumi_arize_users.api.models import User
from pulumi_arize_users.people.narration import (
    Line,
    blocked_line,
    blocked_people,
    forecast,
    interrupted,
    report,
    summary,
)
from pulumi_arize_users.people.plan import PersonPlan
from pulumi_arize_users.people.refusals import Refusal
from pulumi_arize_users.people.steps import (
    Adopt,
    Block,
    Change,
    EndMembership,
    Forget,
    Gone,
    Invite,
    LookUp,
    Record,
    Renew,
    Replace,
    SetMembership,
    StandIn,
    Trigger,
)
from pulumi_arize_users.people.subject import Subject

ADA = User(id="U1", name="Ada", role="MEMBER", status="INVITED")


def plan(who, *steps, secret=(), **said):
    return PersonPlan(Subject(who, frozenset(secret)), said.pop("declared", {}), None, steps, **said)


def lines(*plans):
    return [line.text for line in forecast(plans)]


@pytest.mark.parametrize("steps", [(), (Change({"name": "Ada"}),), (Record(),), (Trigger("reset_password_trigger"),)])
def test_what_the_diff_shows_or_nothing_follows_from_is_not_said(steps):
    """The engine shows it, argument by argument."""
    assert [] == forecast([plan("ada", *steps)])


@pytest.mark.parametrize(
    ("step", "sentence"),
    [
        (Block(), "ada and alan will be blocked permanently; these addresses can never be invited again."),
        (EndMembership("ML", "O1"), "ada and alan will lose the membership in ML."),
        (Invite(), "ada and alan will be invited."),
        (Renew(), "ada and alan will be invited again, because the invitation has expired."),
        (Forget(), "ada and alan will be forgotten here and will keep the account."),
        (Adopt(ADA), "2 people will be taken over unchanged."),
    ],
    ids=lambda value: type(value).__name__,
)
def test_what_happens_to_many_is_one_line(step, sentence):
    """Everybody is named, or counted where nothing changes for them."""
    assert [sentence] == lines(plan("ada", step), plan("alan", step), plan("mary"))


def test_only_what_cannot_be_undone_is_a_warning():
    """A block, and a replacement."""
    said = forecast(
        [plan("ada", Block()), plan("alan", Invite()), plan("mary", Replace(), declared={"email": "m@b.de"})]
    )

    assert [True, True, False] == [line.is_warning for line in said]
    assert "mary will be replaced: m@b.de is another person, who will be invited first." == said[1].text


def test_a_secret_new_address_is_not_shown():
    """Neither is the value of another secret."""
    replaced = plan("this person", Replace(), secret={"email"}, declared={"email": "m@b.de"})
    adopted = plan("ada", Adopt(ADA, {"name": "Countess"}), secret={"name"})

    assert "m@b.de" not in "".join(lines(replaced, adopted))
    assert "name becomes (a secret)" in "".join(lines(replaced, adopted))
    assert "Countess" not in "".join(lines(replaced, adopted))


def test_one_address_is_one():
    """In grammar as well."""
    assert ["ada will be blocked permanently; this address can never be invited again."] == lines(plan("ada", Block()))


def test_an_expired_invitation_that_stays_is_said():
    """A take-over invites nobody, and somebody who cannot come in has to be invited again by somebody."""
    expired = ADA.model_copy(update={"status": "EXPIRED"})
    line = 'ada will be taken over without a new invitation: the old one has expired (see "on_expired").'

    assert line == lines(plan("ada", Adopt(expired)))[-1]
    assert line not in lines(plan("ada", Adopt(expired), Renew()), plan("alan", Adopt(ADA)))


def test_twenty_are_named_and_then_counted():
    """However many are blocked."""
    (line,) = lines(*(plan(f"p{number}", Block()) for number in range(25)))

    assert line.startswith("p0, p1, ")
    assert "p19 and 5 more will be blocked permanently" in line


def test_leaving_is_said_for_each_organization():
    """Who loses which membership."""
    both = plan("ada", EndMembership("ML", "O1"), EndMembership("Search", "O2"))

    assert ["ada and alan will lose the membership in ML.", "ada will lose the membership in Search."] == lines(
        both, plan("alan", EndMembership("ML", "O1"))
    )


def test_a_take_over_says_what_changes():
    """Values, memberships that will be set, and a new invitation; those that are only recorded change nothing."""
    steps = (
        Adopt(ADA, {"name": "Countess", "is_developer": False}),
        Renew(),
        SetMembership("ML", "O1", "READ_ONLY"),
        SetMembership("Search", "O2", "ADMIN", trusted=True),
    )

    assert (
        "ada (id U1, status INVITED, role MEMBER) will be taken over; name becomes 'Countess', is_developer becomes "
        "False, becomes READ_ONLY in ML, gets a new invitation, because the old one has expired."
    ) == lines(plan("ada", *steps))[-1]


def test_those_whom_a_take_over_changes_come_first():
    """Of the others there is a count; one alone is named."""
    changed = [plan(f"c{number}", Adopt(ADA, {"name": "Countess"})) for number in range(22)]
    same = [plan(f"s{number}", Adopt(ADA)) for number in range(1200)]

    said = lines(*same, *changed)

    assert [f"c{number} (id U1" for number in range(20)] == [line.partition(",")[0] for line in said[:20]]
    assert ["2 more people will be taken over with changes.", "1200 people will be taken over unchanged."] == said[20:]
    assert ["ada (id U1, status INVITED, role MEMBER) will be taken over; nothing changes."] == lines(
        plan("ada", Adopt(ADA))
    )


def test_a_summary_counts_each_person_once_by_what_matters_most():
    """In the future tense; nothing is said when nothing will happen."""
    plans = [
        plan("a", Invite(), SetMembership("ML", "O1", "ADMIN")),
        plan("b", Invite()),
        plan("c", Adopt(ADA), Renew()),
        plan("d", Adopt(ADA, {"name": "D"})),
        plan("e", Change({"name": "E"}), EndMembership("ML", "O1")),
        plan("f", Block()),
        plan("g", EndMembership("ML", "O1"), Forget()),
        plan("h", LookUp()),
        plan("i"),
    ]

    assert (
        "2 people will be invited, 1 invited again, 1 taken over, 1 changed, 1 blocked permanently, 1 forgotten, 1 "
        "looked up."
    ) == summary(plans)
    assert "1 person will be changed." == summary([plan("a", Record())])
    assert not summary([plan("a")])


def test_a_report_counts_what_was_done():
    """In the past tense, and with everybody who was blocked, however many they are."""
    blocked = [(Subject(f"p{number}"), [Block()]) for number in range(25)]

    said = report([*blocked, (Subject("ada"), [Invite()]), (Subject("alan"), [])])

    assert "25 people were blocked permanently, 1 invited." == said[0].text
    assert Line("Blocked permanently: " + ", ".join(f"p{number}" for number in range(25)) + ".") == said[1]
    assert ["1 person was changed."] == [line.text for line in report([(Subject("ada"), [Change({"name": "A"})])])]
    assert [] == report([(Subject("alan"), [])])
    assert Line("Blocked permanently: ada.") == blocked_line(["ada"])
    gone = report([(Subject("ada"), [Block(), Gone()]), (Subject("alan"), [Block()])])
    assert ["1 person was already gone, 1 blocked permanently.", "Blocked permanently: alan."] == [
        line.text for line in gone
    ]


@pytest.mark.parametrize(
    ("steps", "word"),
    [
        ([Change({"name": "Ada"})], "changed"),
        ([Trigger("reset_password_trigger")], "changed"),
        ([Record()], "changed"),
        ([Replace()], "changed"),
        ([SetMembership("ML", "O1", "ADMIN")], "changed"),
        ([EndMembership("ML", "O1")], "changed"),
        ([LookUp()], "looked up"),
        ([StandIn()], "looked up"),
        ([Invite(), Change({"name": "Ada"})], "invited"),
        ([Invite(), Adopt(ADA)], "taken over"),
        ([Renew(), Change({"name": "Ada"}), SetMembership("ML", "O1", "ADMIN")], "invited again"),
        ([EndMembership("ML", "O1"), Forget()], "forgotten"),
        ([Block()], "blocked permanently"),
        ([Block(), Gone()], "already gone"),
    ],
    ids=lambda value: value if isinstance(value, str) else " ".join(type(step).__name__ for step in value),
)
def test_each_step_has_a_word_and_the_one_that_matters_most_counts(steps, word):
    """An account that turned up at the invitation was taken over, and a block that found nobody does not count."""
    assert f"1 person will be {word}." == summary([plan("ada", *steps)])
    assert f"1 person was {word}." == report([(Subject("ada"), steps)])[0].text


def test_lines_come_in_the_order_of_what_they_cost():
    """Removals are where nobody overlooks them."""
    plans = [
        plan("forgotten", Forget()),
        plan("taken over", Adopt(ADA)),
        plan("renewed", Renew()),
        plan("invited", Invite()),
        plan("replaced", Replace(), declared={"email": "new@example.com"}),
        plan("leaving", EndMembership("ML", "O1")),
        plan("blocked", Block()),
    ]

    assert ["blocked", "leaving", "replaced", "invited", "renewed", "taken over", "forgotten"] == [
        line.partition(" will ")[0].partition(" (")[0] for line in lines(*plans)
    ]


def test_nothing_is_said_of_nobody():
    """Neither before nor afterwards."""
    assert [] == forecast([]) == report([])
    assert [] == interrupted([])
    assert not summary([])


def test_a_refused_person_is_neither_forecast_nor_counted():
    """What is refused is said elsewhere."""
    refused = plan("ada", refusals=(Refusal("No."),), seen=ADA)

    assert [] == forecast([refused])
    assert not summary([refused])


def test_a_person_whose_membership_is_only_recorded_is_taken_over_unchanged():
    """Nothing of it is sent."""
    trusted = plan("ada", Adopt(ADA), SetMembership("ML", "O1", "ADMIN", trusted=True))

    assert ["ada (id U1, status INVITED, role MEMBER) will be taken over; nothing changes."] == lines(trusted)


@pytest.mark.parametrize(
    ("count", "more"),
    [(20, []), (21, ["1 more person will be taken over with changes."]), (22, ["2 more people will be taken over"])],
)
def test_twenty_changes_of_a_take_over_are_named(count, more):
    """And then counted, with the right grammar."""
    said = lines(*(plan(f"c{number}", Adopt(ADA, {"name": "Countess"})) for number in range(count)))

    assert [line[: len(expected)] for line, expected in zip(said[20:], more, strict=True)] == more


def test_those_who_are_gone_are_not_called_blocked():
    """They are counted, but not named."""
    said = report([(Subject("ada"), [Block(), Gone()])])

    assert [Line("1 person was already gone.")] == said
    assert ["alan"] == blocked_people([(Subject("ada"), [Block(), Gone()]), (Subject("alan"), [Block()])])
