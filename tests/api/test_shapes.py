"""A success has a shape: anything else in 2xx proves nothing, and leaves a write in doubt."""

import pytest

from pulumi_arize_users.api.errors import UnreadableReply, may_have_happened
from pulumi_arize_users.simulator import Fault

ORDERS = {
    "delete user": lambda client, ada, _: client.delete_user(ada),
    "resend": lambda client, ada, _: client.resend_invitation(ada),
    "reset": lambda client, ada, _: client.reset_password(ada),
    "remove member": lambda client, ada, platform: client.remove_organization_user(platform, ada),
}


@pytest.fixture
def platform(arize):
    """An organization."""
    return arize.add_organization("ML Platform")


@pytest.mark.parametrize("order", ORDERS.values(), ids=ORDERS)
@pytest.mark.parametrize(
    ("status", "body", "said"),
    [
        (200, "{}", "{}"),
        (201, '{"ok": true}', "an object with ok"),
        (200, '{"error": "Busy."}', '"Busy."'),
        (200, '{"error": {"message": "Busy."}}', '"Busy."'),
        (200, '{"id": "VXNlcjox", "email": "ada@example.com"}', "an object with id, email"),
    ],
)
def test_what_is_answered_without_content_is_not_done_with_content(
    arize, client, ada, platform, order, status, body, said
):
    """Whatever else comes is quoted as far as it may be shown, and the caller has to look."""
    arize.fail(Fault("success", status=status, body=body))

    with pytest.raises(UnreadableReply) as caught:
        order(client, ada, platform)

    expected = (
        f"Arize answered {status} ({said}) where 204 without content was due, so nothing proves that it was done. "
        "Run again."
    )
    assert expected == str(caught.value)
    assert may_have_happened(caught.value)


def test_a_resent_invitation_may_be_answered_as_the_vendors_client_says(arize, client, ada):
    """The description of the API says 204, the vendor's client 202; for nothing else that is a success."""
    arize.fail(Fault("status", status=202, body="", times=2))

    client.resend_invitation(ada)

    with pytest.raises(UnreadableReply, match=r"^Arize answered 202 \(\{\}\) where 204 without content was due"):
        client.delete_user(ada)


@pytest.mark.parametrize("body", ["{}", '{"error": "Busy."}', '{"id": "TTox"}', '{"user_id": null, "role": 7}'])
def test_what_names_nobody_is_no_membership(arize, client, ada, platform, body):
    """Nothing proves that somebody became a member."""
    arize.fail(Fault("success", body=body))

    with pytest.raises(UnreadableReply, match="it names neither a person, an organization nor a role") as caught:
        client.add_organization_user(platform, ada, "MEMBER")

    assert may_have_happened(caught.value)


@pytest.mark.parametrize("lost", ["id", "user_id", "organization_id", "role"])
def test_a_membership_is_read_without_one_of_its_fields(arize, client, ada, platform, lost):
    """It was made; to take it for failed would lose it."""
    arize.fail(Fault("missing-field", drop=(lost,)))

    membership = client.add_organization_user(platform, ada, "MEMBER")

    assert "" == getattr(membership, lost)
    assert {ada: "MEMBER"} == arize.members(platform)


@pytest.mark.parametrize("body", ["{}", '{"error": "Busy."}'])
def test_an_empty_object_is_no_person_and_no_organization(arize, client, ada, platform, body):
    """The server's own words are quoted, if it has any."""
    said = ' It says "Busy.".' if "Busy" in body else ""
    arize.fail(Fault("success", body=body, times=4))
    calls = [
        lambda: client.get_user(ada),
        lambda: client.update_user(ada, name="Ada"),
        lambda: client.create_user(name="Bob", email="bob@example.com", role="MEMBER"),
        lambda: client.get_organization(platform),
    ]

    for call in calls:
        with pytest.raises(UnreadableReply) as caught:
            call()
        assert f"Arize's answer cannot be used: id is missing.{said} Run again." == str(caught.value)


ODD = {
    "created_at": 7,
    "role": ["ADMIN"],
    "status": 7,
    "name": {"first": "Ada"},
    "is_developer": "true",
    "role.name": 7,
}


@pytest.mark.parametrize(("field", "value"), ODD.items(), ids=ODD)
def test_an_odd_value_that_nobody_needs_is_not_said(arize, client, ada, field, value):
    """The rest of the person is read, and everybody else."""
    arize.fail(Fault("odd-values", values={field: value}, entry=1))
    arize.fail(Fault("odd-values", values={field: value}))

    listed = client.list_users()
    alone = client.get_user(ada)

    assert [False, True] == [user.id == ada for user in listed]
    assert alone is not None
    assert listed[1] == alone
    assert getattr(alone, field.partition(".")[0]) in ("", None)


def test_an_odd_id_hurts_only_the_person(arize, ada, directory):
    """Everybody else is listed; the person is asked for singly, and is not called gone."""
    arize.add_user("bob@example.com")
    arize.fail(Fault("odd-values", path="users$", values={"id": 7}, entry=1))
    arize.fail(Fault("odd-values", path="users/", values={"id": 7}))

    everybody = [user.email for user in directory.users()]
    with pytest.raises(UnreadableReply, match=r"cannot be used: id is a number\. Run again\."):
        directory.user(ada)

    assert ["owner@example.com", "bob@example.com"] == everybody


def test_whose_entry_was_left_out_is_looked_for_by_address(arize, ada, directory):
    """Not to be in a list with entries that cannot be read does not make an address free."""
    arize.fail(Fault("odd-values", path="users$", values={"id": 7}, entry=1))
    directory.users()

    found = directory.user_with_email("ada@example.com")

    assert found is not None
    assert ada == found.id


def test_half_an_emoji_loses_nobody(arize, client):
    """What cannot be encoded is replaced in the one place where replies are read."""
    arize.fail(Fault("odd-values", values={"name": "Ada \ud83d", "status": "\udc00"}))

    creation = client.create_user(name="Ada", email="ada@example.com", role="MEMBER")

    assert ("Ada \ufffd", "\ufffd") == (creation.user.name, creation.user.status)
    assert arize.user("ada@example.com")["id"] == creation.user.id
