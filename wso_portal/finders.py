"""Static files of the U.S. Web Design System: only what a page can ask for (the whole is 94 MB and 20 s)."""

import re
from collections.abc import Iterable, Iterator
from functools import cached_property
from pathlib import Path

from django.conf import settings
from django.contrib.staticfiles.finders import BaseFinder
from django.core.files.storage import FileSystemStorage

SCRIPTS = ("js/uswds.min.js", "js/uswds-init.min.js")
STYLES = "css/uswds.min.css"
IMAGES = (
    "img/sprite.svg", "img/us_flag_small.png", "img/icon-dot-gov.svg", "img/icon-https.svg",
    "img/usa-icons/close.svg", "img/usa-icons/menu.svg", "img/usa-icons/search--white.svg",
)  # fmt: skip


class UswdsFinder(BaseFinder):
    """Finds uswds/… in node_modules: style sheet, scripts, source maps, and every font and image they name."""

    dist = settings.BASE_DIR / "node_modules" / "@uswds" / "uswds" / "dist"

    @cached_property
    def storage(self) -> FileSystemStorage:
        """The package's dist folder, served under uswds/."""
        storage = FileSystemStorage(location=self.dist)
        storage.prefix = "uswds"  # type: ignore[attr-defined]  # where collectstatic puts the files
        return storage

    @cached_property
    def paths(self) -> list[str]:
        """Paths inside dist; empty before the set-up has fetched the package."""
        if not (self.dist / STYLES).exists():
            return []
        named = re.findall(r"url\([\"']?\.\./([^\"')?#]+)", (self.dist / STYLES).read_text())
        maps = [f"{path}.map" for path in (STYLES, *SCRIPTS)]
        return sorted({path for path in (STYLES, *SCRIPTS, *IMAGES, *maps, *named) if (self.dist / path).exists()})

    def find(self, path: str, find_all: bool = False, **kwargs) -> str | list[str]:  # type: ignore[override]
        """The file of a static path; [] when it is not one of ours."""
        inside = path.removeprefix("uswds/")
        if inside == path or inside not in self.paths:
            return []
        file = str(Path(self.dist) / inside)
        return [file] if find_all else file

    def list(self, ignore_patterns: Iterable[str] | None) -> Iterator[tuple[str, FileSystemStorage]]:
        """Every path with its storage, for collectstatic."""
        return ((path, self.storage) for path in self.paths)
