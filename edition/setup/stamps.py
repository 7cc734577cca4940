"""What is installed already, and where: stamps say so.

A stamp is a small file that says which lock file a folder was filled from.

`.venv/<first 16 digits>.ok` holds the SHA-256 of the lock that is installed there. It is written
last, so a set-up that was interrupted leaves none; and a changed lock has another digest.

Like `bootstrap`, this file keeps to the standard library and to the syntax of Python 3.6: a type
that this Python cannot evaluate is written as a string.
"""

import hashlib
import os

RUN_LOCK = "requirements.lock"
TEST_LOCK = "requirements-test.lock"  # holds all of RUN_LOCK too: tests/repository/test_locks.py
NODE_FOLDER = os.path.join("edition", "verify", "judges")


def venv_python(venv: str) -> str:
    """Return the path of the Python inside the folder `venv`."""
    if os.name == "nt":
        return os.path.join(venv, "Scripts", "python.exe")
    return os.path.join(venv, "bin", "python")


def is_ready(root: str, testing: bool) -> bool:
    """Tell whether what the locks in `root` list is installed; for the tests, when `testing`.

    Errors: OSError when a lock cannot be read.
    """
    venv = os.path.join(root, ".venv")
    if not os.path.exists(venv_python(venv)):
        return False
    if not testing:
        return is_stamped(venv, os.path.join(root, RUN_LOCK))
    modules = os.path.join(root, NODE_FOLDER, "node_modules")
    package_lock = os.path.join(root, NODE_FOLDER, "package-lock.json")
    return is_stamped(venv, os.path.join(root, TEST_LOCK)) and (
        not os.path.exists(package_lock) or is_stamped(modules, package_lock)
    )


def lock_digest(lock: str) -> str:
    """Return the SHA-256 of the file `lock` in hexadecimal.

    Errors: OSError when it cannot be read.
    """
    with open(lock, "rb") as file:
        return hashlib.sha256(file.read()).hexdigest()


def stamp_path(folder: str, digest: str) -> str:
    """Return where in `folder` the stamp for the lock with this SHA-256 stands."""
    return os.path.join(folder, digest[:16] + ".ok")


def is_stamped(folder: str, lock: str) -> bool:
    """Tell whether `folder` was filled from the file `lock` as it is now.

    Errors: OSError when the lock itself cannot be read; a missing stamp is just False.
    """
    digest = lock_digest(lock)
    path = stamp_path(folder, digest)
    if not os.path.exists(path):
        return False
    with open(path) as file:
        return file.read().strip() == digest


def write_stamp(folder: str, lock: str) -> None:
    """Note that `folder` was filled from the file `lock`: whole or not at all.

    Errors: OSError when the folder cannot be written.
    """
    digest = lock_digest(lock)
    path = stamp_path(folder, digest)
    with open(path + ".new", "w") as file:
        file.write(digest + "\n")
    os.replace(path + ".new", path)


def clear_stamps(folder: str) -> None:
    """Remove every stamp from `folder`, which need not exist, before its content changes."""
    for name in os.listdir(folder) if os.path.isdir(folder) else []:
        if name.endswith(".ok"):
            os.remove(os.path.join(folder, name))
