"""A line of a list leads to ice.gov or dhs.gov, or nowhere."""

import pytest

from agreements.register.models import Listing, Publication, Row
from agreements.register.templatetags.listed import official

from .lists import imported, participating, row

MOA = "https://www.ice.gov/doclib/287gMOA/alder.pdf"
FOREIGN = (
    "https://ice.gov.evil.com/a.pdf", "https://evil.com/ice.gov", "https://ice.gov@evil.com/", "javascript:alert(1)",
    "https://evil.com\\.ice.gov/", "https://evil.com#.ice.gov", "https://evilice.gov/", "https://ice.gov:8443/x",
    "https://evil.com?.ice.gov/", "//ice.gov/a", "ftp://ice.gov/a", "https:///ice.gov", "https://ice.gov\n.evil.com/",
    "https://[ice.gov", "https://user:word@ice.gov/", "https://ıce.gov/", "data:text/html,ice.gov", "", "ice.gov",
)  # fmt: skip


@pytest.mark.parametrize("address", FOREIGN)
def test_anything_else_is_no_link(address):
    assert official(address) == ""


@pytest.mark.parametrize("address", [MOA, "https://ice.gov", "https://WWW.DHS.gov/x?y=1#z", "https://a.b.ice.gov/ü"])
def test_ice_and_dhs_are_followed(address):
    assert official(address).startswith("https://") and official(address).lower() == address.lower()


def test_without_tls_it_is_followed_with(db):
    assert official("http://www.ice.gov/a.pdf") == "https://www.ice.gov/a.pdf"


@pytest.mark.parametrize(("address", "link"), [(MOA, True), ("https://ice.gov.evil.com/a.pdf", False)])
def test_no_page_links_elsewhere(client, manager, address, link):
    """The list's rows and changes, and the agency's page; what the list says is kept and shown as text."""
    imported(participating(row(moa="link"), links={"G2": address}))
    client.force_login(manager)
    publication, listing = Publication.objects.get(), Listing.objects.get()
    assert Row.objects.get().moa_url == address
    for page in (f"/register/{publication.pk}/", f"/jurisdictions/{listing.jurisdiction_id}/"):
        text = client.get(page).content.decode()
        assert address in text and (f'href="{address}"' in text) == link, page
