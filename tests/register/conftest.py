import pytest


@pytest.fixture(autouse=True)
def _store(tmp_path, settings):
    """Uploads of a test leave nothing behind."""
    settings.MEDIA_ROOT = tmp_path
