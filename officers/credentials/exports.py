"""The list of credentials as a spreadsheet."""

from datetime import datetime

from accounts.roles import READERS
from pages.sheets import Cell, ListSheet, SheetColumn, register

from .filters import credentials_listed
from .holding import Credential
from .states import CredentialStage


def credential_lines(credentials: list[Credential], at: datetime, user) -> list[tuple[Credential, CredentialStage]]:
    """The credentials with their stage."""
    return [(credential, credential.stage(at)) for credential in credentials]


register(ListSheet(
    name="credentials", title="Credentials", page="credentials:credentials", roles=READERS, listed=credentials_listed,
    dressed=credential_lines, agency=lambda row: row[0].officer.jurisdiction_id,
    columns=(
        SheetColumn("Credential", lambda row: row[0].number),
        SheetColumn("Officer", lambda row: row[0].officer),
        SheetColumn("Badge", lambda row: row[0].officer.badge),
        SheetColumn("Agency", lambda row: row[0].officer.jurisdiction),
        SheetColumn("State", lambda row: row[0].officer.jurisdiction.state),
        SheetColumn("Status", lambda row: row[1].label),
        SheetColumn("Issued", lambda row: row[0].issued_on, Cell.DATE),
        SheetColumn("Expires", lambda row: row[0].expires_on, Cell.DATE),
        SheetColumn("Link", lambda row: f"/credentials/{row[0].pk}/", Cell.LINK),
    ),
))  # fmt: skip
