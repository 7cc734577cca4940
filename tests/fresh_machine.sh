#!/usr/bin/env bash
# Proves the README's two commands on a machine that has nothing but Debian, Python and git.
#
#   tests/fresh_machine.sh REPOSITORY [SUITE]
#
# In: a git repository (its HEAD is cloned) and a Debian suite, this machine's own unless given.
# Makes a bare Debian with debootstrap, and in a copy of it for root and another for a plain user
# clones the repository and runs `python3 build.py` and `python3 build.py test`. For the plain
# user, who may install nothing, the one line that the command prints is run by root, as an
# administrator would, and the command again.
# Out: each command's output, exit code and seconds; the exit code is 0 when all ended with 0.
#
# Needs root, debootstrap and about 6 GB. Mirrors, proxies, certificates and the settings of pip
# and npm are this machine's own, read at run time. Environment: FRESH_FOLDER, where to work (a
# new temporary folder, removed at the end, unless given; a bare Debian found there is used again);
# FRESH_USERS, "root plain" unless given.
set -euo pipefail

repository=$(realpath "${1:?usage: tests/fresh_machine.sh REPOSITORY [SUITE]}")
suite=${2:-$(. /etc/os-release && echo "$VERSION_CODENAME")}
folder=${FRESH_FOLDER:-$(mktemp -d)}
mounted=()
failed=0

say() { printf '\n=== %s\n' "$*"; }

clean_up() {
    local i
    for ((i = ${#mounted[@]} - 1; i >= 0; i--)); do umount -l "${mounted[i]}"; done
    # Never remove below a mount that is still there: it may be a folder of this machine.
    if [ -z "${FRESH_FOLDER:-}" ] && ! grep -q " $folder/" /proc/mounts; then rm -rf "$folder"; fi
}
trap clean_up EXIT

bind() { # FROM TO: mount a folder of this machine, for as long as this script runs
    mkdir -p "$2"
    mount --bind "$1" "$2"
    mounted+=("$2")
}

sources() { # the lines "deb MIRROR SUITE main" for this suite among the machine's own
    apt-get indextargets --format '$(REPO_URI) $(RELEASE) $(COMPONENT)' 'Created-By: Packages' |
        awk -v suite="$suite" '$3 == "main" && index($2, suite) == 1 { print "deb", $1, $2, $3 }' |
        sort -u
}

make_base() {
    [ -e "$folder/base/.made" ] && return
    local mirror
    mirror=$(sources | awk -v suite="$suite" '$3 == suite { print $2; exit }')
    debootstrap --variant=minbase --include=python3,git,ca-certificates \
        "$suite" "$folder/base" "${mirror:-$(sources | awk 'NR == 1 { print $2 }')}" >"$folder/log"
    touch "$folder/base/.made"
}

copy_file() { # PATH MACHINE [TARGET]: copy a settings file, if there is one
    [ -e "$1" ] && install -D -m 644 "$1" "$2${3:-$1}" || true
}

carry_settings() { # MACHINE HOME: let apt, pip and npm in there reach what they reach out here
    local machine=$1 home=$2 file
    sources >"$machine/etc/apt/sources.list"
    apt-config dump Acquire::http Acquire::https >"$machine/etc/apt/apt.conf.d/99outside"
    for file in /etc/resolv.conf /etc/hosts /etc/pip.conf /etc/ssl/certs/ca-certificates.crt; do
        copy_file "$file" "$machine"
    done
    while IFS= read -r file; do copy_file "$file" "$machine"; done < <(find /etc/xdg/pip -type f 2>/dev/null)
    copy_file "$HOME/.config/pip/pip.conf" "$machine" "$home/.config/pip/pip.conf"
    copy_file "$HOME/.npmrc" "$machine" "$home/.npmrc"
    # The folders that pip's settings name, as file: addresses or as paths to wheels; the pages of
    # a local index (…/simple) link to files that stand beside them.
    for file in $(pip config list 2>/dev/null | grep -oE "(file://|')/[^' ]+" | sed -E "s,^(file://|'),,"); do
        file=${file%/simple}
        if [ -d "$file" ]; then bind "$file" "$machine$file"; fi
    done
}

settings() { # the variables of this machine that say how to reach a registry
    env | grep -E '^(PIP_|npm_config_|NPM_CONFIG_|NODE_EXTRA|SSL_CERT|REQUESTS_CA|CURL_CA|GIT_SSL)|^[A-Za-z]+_(proxy|PROXY)=' || true
}

inside() { # MACHINE USER COMMAND: run a shell command in the clone, with only those variables
    local variables
    mapfile -t variables < <(settings)
    env -i "${variables[@]}" PATH=/usr/sbin:/usr/bin:/sbin:/bin HOME="$(home_of "$1" "$2")" \
        chroot --userspec="$2" "$1" /bin/sh -c "cd $(home_of "$1" "$2") && { cd edition 2>/dev/null || :; } && $3"
}

home_of() { awk -F: -v user="$2" '$1 == user { print $6 }' "$1/etc/passwd"; } # MACHINE USER

make_machine() { # MACHINE USER: a copy of the bare Debian, with the repository cloned
    local machine=$1 user=$2 name
    rm -rf --one-file-system "$machine"
    cp -a "$folder/base" "$machine"
    [ "$user" = root ] || chroot "$machine" useradd -m "$user"
    mount -t proc proc "$machine/proc" && mounted+=("$machine/proc")
    bind /dev "$machine/dev"
    bind /dev/pts "$machine/dev/pts" # terminals, which the tests open
    bind /dev/shm "$machine/dev/shm" # shared memory, which Chromium needs
    carry_settings "$machine" "$(home_of "$machine" "$user")"
    git clone -q --bare "$repository" "$machine/srv/edition.git"
    chroot "$machine" chown -R "$user" /srv/edition.git "$(home_of "$machine" "$user")"
    inside "$machine" "$user" 'git clone -q /srv/edition.git edition'
}

timed() { # MACHINE USER COMMAND: run it, show it, keep its output in $folder/output
    local start=$SECONDS code=0
    say "$2: $3"
    inside "$1" "$2" "$3" 2>&1 | tee "$folder/output" || code=$?
    echo "--- exit code $code, $((SECONDS - start)) s"
    return "$code"
}

try() { # MACHINE USER COMMAND: once, or twice with the printed line run by root in between
    local code=0 line
    timed "$@" || code=$?
    line=$(sed -n 's/^  sudo \(apt-get.*\)/\1/p' "$folder/output" | sed 's/&& sudo /\&\& /')
    if [ "$code" = 2 ] && [ "$2" != root ] && [ -n "$line" ]; then
        say "root, for $2: $line"
        inside "$1" root "$line" >"$folder/log" 2>&1
        code=0
        timed "$@" || code=$?
    fi
    if [ "$code" != 0 ]; then failed=1; fi
}

make_base
for user in ${FRESH_USERS:-root plain}; do
    machine=$folder/$user
    make_machine "$machine" "$user"
    try "$machine" "$user" 'python3 build.py'
    try "$machine" "$user" 'python3 build.py'
    try "$machine" "$user" 'python3 build.py test'
done
if [ "$failed" = 0 ]; then say "all ended with 0"; else say "something failed"; fi
exit "$failed"
