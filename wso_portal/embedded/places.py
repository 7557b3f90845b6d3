"""Where the embedded services keep their files, and as whom they run.

PostgreSQL refuses to run as root, so root lends it a system account. That account may not be able to enter the
checkout (under /root, say): then data and binaries live in /var/lib/wso-portal instead and no permission is loosened.
The folders of the state are closed to everybody else; root's let that account's group pass, and no more.
"""

import os
import pwd
import re
import shutil
import tempfile
from hashlib import sha256
from pathlib import Path
from secrets import token_hex

ELSEWHERE = Path("/var/lib/wso-portal")
ACCOUNTS = ("postgres", "nobody", "daemon")
LONGEST_FOLDER = 80  # bytes: a unix socket's whole path must stay under 108
PLAIN_PATH = re.compile(r"[\w./-]+", re.ASCII)


def is_root() -> bool:
    """True for the one account that PostgreSQL refuses."""
    return os.geteuid() == 0


def account() -> pwd.struct_passwd | None:
    """The system account that root lends to the services; None for an ordinary user. Raises LookupError without any."""
    if not is_root():
        return None
    known = {entry.pw_name: entry for entry in pwd.getpwall()}
    for name in ACCOUNTS:
        if name in known:
            return known[name]
    raise LookupError(f"PostgreSQL refuses to run as root, and none of the accounts {', '.join(ACCOUNTS)} exists.")


def enters(path: Path) -> bool:
    """True when the services' account can reach `path`: always for an ordinary user's own services."""
    owner = account()
    if owner is None:
        return True
    folders = [folder.stat() for folder in path.parents if folder.exists()]
    return all(each.st_mode & 0o001 or (each.st_gid == owner.pw_gid and each.st_mode & 0o010) for each in folders)


def close(folder: Path, *, passage: bool = False) -> None:
    """Make a folder that only its owner enters (0700), also of one that was open before. With `passage` the account
    that root lends may pass through it, though not list it (0710, of that account's group). Raises PermissionError
    when it is open and somebody else's."""
    folder.mkdir(parents=True, exist_ok=True)
    owner = account() if passage else None
    if owner and folder.stat().st_gid != owner.pw_gid:
        os.chown(folder, -1, owner.pw_gid)
    mode = 0o710 if owner else 0o700
    if folder.stat().st_mode & 0o777 != mode:
        folder.chmod(mode)


def state_folder(folder: Path) -> Path:
    """The folder of the data: `folder` itself wherever the services' account can enter it."""
    return folder if enters(folder) else ELSEWHERE / _key(folder)


def run_folder(folder: Path) -> Path:
    """The folder of the sockets, short enough for a socket's path."""
    state = state_folder(folder)
    short = len(os.fsencode(state)) <= LONGEST_FOLDER and PLAIN_PATH.fullmatch(str(state))
    return state / "run" if short else Path(tempfile.gettempdir()) / f"wso-{_key(folder)}"


def _key(folder: Path) -> str:
    """A name for this folder alone: neither a copy of it nor a later folder at the same path has the same."""
    mark = folder / "id"
    if not mark.exists():
        folder.mkdir(parents=True, exist_ok=True)
        draft = folder / f"id.{token_hex(4)}"
        draft.write_text(token_hex(8))
        draft.replace(mark)
    return sha256(f"{folder} {mark.read_text()}".encode()).hexdigest()[:12]


def lend(folder: Path) -> None:
    """Make a private folder (0700) of the services' account. Raises PermissionError when it is somebody else's."""
    folder.parent.mkdir(parents=True, exist_ok=True)
    if folder.parent == ELSEWHERE or folder.parent.parent == ELSEWHERE:
        ELSEWHERE.chmod(0o755)
        folder.parent.chmod(0o755)
    owner = account()
    folder.mkdir(mode=0o700, exist_ok=True)
    if folder.is_symlink() or folder.stat().st_uid not in {os.geteuid(), owner.pw_uid if owner else os.geteuid()}:
        raise PermissionError(f"{folder} belongs to another user: remove it, or name another place with WSO_VAR.")
    if owner:
        os.chown(folder, owner.pw_uid, owner.pw_gid)
    folder.chmod(0o700)


def programs(package: Path, version: str) -> Path:
    """The folder of an installed package whose programs the services' account can run: a copy where it must be."""
    if enters(package / "x") and package.stat().st_mode & 0o005 == 0o005:
        return package
    copy = ELSEWHERE / "programs" / f"{package.name}-{version}" / package.name
    if not copy.exists():
        _copy(package, copy.parent)
    return copy


def _copy(package: Path, target: Path) -> None:
    """Copy the package and its sibling of shared libraries (its programs find them by a relative path)."""
    target.parent.mkdir(parents=True, exist_ok=True)
    draft = Path(tempfile.mkdtemp(dir=target.parent))
    for part in (package, package.with_name(f"{package.name}.libs")):
        if part.exists():
            shutil.copytree(part, draft / part.name, symlinks=True)
    for path in (ELSEWHERE, target.parent, draft, *draft.rglob("*")):
        if not path.is_symlink():
            path.chmod(0o755 if path.is_dir() or path.stat().st_mode & 0o100 else 0o644)
    try:
        draft.rename(target)
    except OSError:  # another start was first
        shutil.rmtree(draft)
