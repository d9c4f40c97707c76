"""Plans of one person, for tests that ask what is decided."""

from pulumi_arize_users.api.models import User
from pulumi_arize_users.people.adoption import Ownership
from pulumi_arize_users.people.plan import Planner
from pulumi_arize_users.people.policy import Policy
from pulumi_arize_users.people.record import arrived_record
from pulumi_arize_users.people.subject import Subject

ADA = {"email": "ada@example.com", "name": "Ada", "role": "MEMBER"}
ACCOUNT = User(
    id="U1", email="ada@example.com", name="Ada", role="MEMBER", status="INVITED", is_developer=True, created_at="2026"
)
RECORDED = arrived_record(ACCOUNT, ADA, adopted=False)
WHO = Subject("ada@example.com")
STRANGER = Ownership()
IDS = {"ML": "O1", "Search": "O2"}


def account(**said):
    return ACCOUNT.model_copy(update=said)


def plan(declared=ADA, recorded=None, seen=None, subject=WHO, *, ownership=STRANGER, moved=False, **policy):
    planner = Planner(Policy(**policy), IDS, lambda _id: ownership, refuses_moved_addresses=moved)
    return planner.plan(subject, declared, recorded, seen)


def steps(*arguments, **policy):
    planned = plan(*arguments, **policy)

    assert () == planned.refusals
    return planned.steps


def refusal(*arguments, **policy):
    planned = plan(*arguments, **policy)

    assert () == planned.steps
    (only,) = planned.refusals
    return str(only)
