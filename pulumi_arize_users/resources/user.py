"""A person of the account, as a program declares them."""

# Annotations are not postponed here: the SDK would evaluate them again for each resource of a program.
from functools import partial
from typing import TYPE_CHECKING, Any, Literal

import pulumi
from pulumi.dynamic import Resource

from pulumi_arize_users.people.declaration import PERSON
from pulumi_arize_users.people.record import SERVERS_OWN, TRIGGERS
from pulumi_arize_users.providers.protocol import RESOURCE
from pulumi_arize_users.resources.claims import claim, label
from pulumi_arize_users.resources.custom_role import CustomRole, role_word
from pulumi_arize_users.resources.program import hidden
from pulumi_arize_users.resources.registration import outputs_as_they_come, register

if TYPE_CHECKING:
    from collections.abc import Mapping

SECRET_OUTPUTS = pulumi.ResourceOptions(additional_secret_outputs=["temporary_password"])
# The SDK makes an attribute of each name among a resource's properties, given or not.
ATTRIBUTES = (*PERSON.readers, *TRIGGERS, *SERVERS_OWN)
# Only the program knows these, and most programs set none of them: their attributes are made when they are asked for,
# because each attribute costs as much as a tenth of a resource.
ONLY_DECLARED = ("adopt", "on_destroy", "missing_ok", "reinvite_limit", *TRIGGERS)


@partial(outputs_as_they_come, whole_numbers={"reinvite_limit"})
class ArizeUser(Resource, module="arize", name="ArizeUser"):
    """A person of the Arize account.

    Removing a person for good is a choice: unless `on_destroy` says otherwise, deleting this resource is refused. An
    account's role cannot be changed over Arize's API, so a changed `role` is refused at preview.

    Source: https://arize.com/docs/ax (REST API v2, users).
    """

    email: pulumi.Output[str]
    """Address as the program writes it."""
    name: pulumi.Output[str]
    """Display name as the server holds it."""
    role: pulumi.Output[str]
    """Account role as the server holds it, or `custom:<id>`."""
    invite_mode: pulumi.Output[str]
    """How the person was invited."""
    is_developer: pulumi.Output[bool | None]
    """Whether the person may use the API, as the server holds it."""
    adopt: pulumi.Output[bool | None]
    """Whether an existing account may be taken over."""
    on_destroy: pulumi.Output[str | None]
    """What becomes of the person when this resource is deleted."""
    missing_ok: pulumi.Output[bool | None]
    """Whether the person may have no account yet."""
    on_expired: pulumi.Output[str]
    """What to do about an expired invitation."""
    reinvite_limit: pulumi.Output[int | None]
    """How many invitations in place of expired ones are sent at most."""
    resend_invitation_trigger: pulumi.Output[Any]
    """The value at the last resent invitation."""
    reset_password_trigger: pulumi.Output[Any]
    """The value at the last password reset."""
    user_id: pulumi.Output[str]
    """The person's id in Arize."""
    status: pulumi.Output[str]
    """ACTIVE, INVITED or EXPIRED, as last seen."""
    created_at: pulumi.Output[str]
    """When the account was created (RFC 3339)."""
    temporary_password: pulumi.Output[str | None]
    """Only after an invitation with TEMPORARY_PASSWORD; always a secret."""
    adopted: pulumi.Output[bool]
    """Whether the account existed before this program declared it."""
    account: pulumi.Output[str]
    """Which account the person is in: its address, and the ids of some others who were seen there."""

    def __init__(
        self,
        resource_name: str,
        *,
        email: pulumi.Input[str],
        name: pulumi.Input[str],
        role: pulumi.Input[str] | CustomRole,
        invite_mode: pulumi.Input[str] = "EMAIL_LINK",
        is_developer: pulumi.Input[bool] | None = None,
        adopt: pulumi.Input[bool] | None = None,
        on_destroy: pulumi.Input[Literal["refuse", "block", "retain"]] | None = None,
        missing_ok: pulumi.Input[bool] | None = None,
        on_expired: pulumi.Input[Literal["warn", "reinvite"]] = "warn",
        reinvite_limit: pulumi.Input[int] | None = None,
        resend_invitation_trigger: pulumi.Input[Any] = None,
        reset_password_trigger: pulumi.Input[Any] = None,
        opts: pulumi.ResourceOptions | None = None,
    ) -> None:
        """Declare a person.

        Args:
            resource_name: name in the program; a changed name needs `aliases`.
            email: identity of the person. Compared without regard to letter case. A changed address is another person.
            name: display name, 1 to 255 characters.
            role: ADMIN, MEMBER, MEMBER_UI_ONLY or ANNOTATOR in any letter case, or `CustomRole(id=…)`.
            invite_mode: NONE, EMAIL_LINK or TEMPORARY_PASSWORD; only used when the person is invited.
            is_developer: whether the person may use the API; left alone unless given.
            adopt: take over an account that already exists; unless given, configuration `arize:adopt`, then no.
            on_destroy: `refuse`, `block` (permanently) or `retain`; unless given, configuration `arize:onDestroy`, then
                `refuse`.
            missing_ok: with `arize:managedBy` sso, go on without a person who has no account yet.
            on_expired: `warn`, or `reinvite` to send a new invitation when the old one has expired.
            reinvite_limit: with `reinvite`, how many invitations in place of expired ones are sent at most; 3 unless
                given.
            resend_invitation_trigger: any value; when it changes, the invitation is sent again.
            reset_password_trigger: any value; when it changes, a link for a new password is sent.
            opts: Pulumi's resource options.
        """
        arguments = {
            "email": email,
            "name": name,
            "role": role_word(role),
            "invite_mode": invite_mode,
            "is_developer": is_developer,
            "adopt": adopt,
            "on_destroy": on_destroy,
            "missing_ok": missing_ok,
            "on_expired": on_expired,
            "reinvite_limit": reinvite_limit,
            "resend_invitation_trigger": resend_invitation_trigger,
            "reset_password_trigger": reset_password_trigger,
        }
        _declare(self, resource_name, arguments, opts)

    if not TYPE_CHECKING:  # a type checker knows the attributes from their annotations

        def __getattr__(self, name: str) -> pulumi.Output[None]:
            if name not in ONLY_DECLARED:
                message = f"{type(self).__name__!r} object has no attribute {name!r}"
                raise AttributeError(message)
            return pulumi.Output.from_input(None)

    @staticmethod
    def get(resource_name: str, id: pulumi.Input[str], opts: pulumi.ResourceOptions | None = None) -> "ArizeUser":
        """Look a person up without managing them.

        Needs `pulumi` 3.268 or newer.

        Args:
            resource_name: name in the program.
            id: the person's id in Arize.
            opts: Pulumi's resource options.
        """
        user = ArizeUser.__new__(ArizeUser)
        _declare(user, resource_name, {}, pulumi.ResourceOptions.merge(opts, pulumi.ResourceOptions(id=id)))
        return user


def _declare(
    user: ArizeUser, resource_name: str, arguments: "Mapping[str, Any]", opts: pulumi.ResourceOptions | None
) -> None:
    email, resource = arguments.get("email"), label("ArizeUser", resource_name, opts)
    named = {}
    if isinstance(email, str):
        claim(resource, [email], opts)
    elif email is not None:  # known only while the program runs, so that the provider has to compare
        named = {RESOURCE: resource}
    everything = {**dict.fromkeys(ATTRIBUTES), **arguments, **hidden(arguments), **named}
    properties = {key: value for key, value in everything.items() if value is not None or key not in ONLY_DECLARED}
    register(user, "ArizeUser", resource_name, properties, pulumi.ResourceOptions.merge(opts, SECRET_OUTPUTS))
