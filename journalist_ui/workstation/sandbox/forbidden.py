"""The system calls that a reader of files never needs, as a filter in the kernel's own language (seccomp, BPF).

A list of what is forbidden, not of what is allowed: an allowing list would stop
with every new release of Python. It takes away networks, processes, namespaces,
mounts, the kernel's keys, other processes' memory and the newest, least tried
interfaces. The numbers are the kernel's (arch/x86/entry/syscalls/syscall_64.tbl,
include/uapi/asm-generic/unistd.h). On another processor there is no filter,
and the other walls stand.
"""

import os
import platform
import struct

_NUMBERS = {  # name: (x86_64, aarch64)
    "socket": (41, 198),
    "socketpair": (53, 199),
    "connect": (42, 203),
    "bind": (49, 200),
    "listen": (50, 201),
    "clone": (56, 220),
    "fork": (57, None),
    "vfork": (58, None),
    "clone3": (435, 435),
    "execveat": (322, 281),
    "ptrace": (101, 117),
    "process_vm_readv": (310, 270),
    "process_vm_writev": (311, 271),
    "unshare": (272, 97),
    "setns": (308, 268),
    "chroot": (161, 51),
    "pivot_root": (155, 41),
    "mount": (165, 40),
    "umount2": (166, 39),
    "open_tree": (428, 428),
    "move_mount": (429, 429),
    "fsopen": (430, 430),
    "mount_setattr": (442, 442),
    "name_to_handle_at": (303, 264),
    "open_by_handle_at": (304, 265),
    "keyctl": (250, 219),
    "add_key": (248, 217),
    "request_key": (249, 218),
    "bpf": (321, 280),
    "perf_event_open": (298, 241),
    "userfaultfd": (323, 282),
    "io_uring_setup": (425, 425),
    "io_uring_enter": (426, 426),
    "io_uring_register": (427, 427),
    "memfd_create": (319, 279),
    "shmget": (29, 194),
    "msgget": (68, 186),
    "semget": (64, 190),
    "personality": (135, 92),
    "init_module": (175, 105),
    "finit_module": (313, 273),
    "kexec_load": (246, 104),
}
_MACHINES = {"x86_64": (0, 0xC000003E), "aarch64": (1, 0xC00000B7)}
"""Which column of the numbers, and the kernel's own number of the processor (linux/audit.h)."""
_FOREIGN_X86 = 0x40000000
"""From here on x86_64 has its calls a second time, under other numbers (x32)."""
_LOAD, _IF_EQUAL, _IF_AT_LEAST, _RETURN = 0x20, 0x15, 0x35, 0x06
_CALL, _PROCESSOR = 0, 4
"""Where the number of the call and that of the processor stand in struct seccomp_data."""
_ALLOW, _KILL, _NOT_PERMITTED = 0x7FFF0000, 0x80000000, 0x00050001


def open_filter() -> int | None:
    """Return a descriptor of this machine's filter, for the caller to close, or nothing where there is none."""
    machine = platform.machine()
    if machine not in _MACHINES:
        return None
    descriptor = os.memfd_create("filter")
    os.write(descriptor, make_filter(machine))
    os.lseek(descriptor, 0, os.SEEK_SET)
    return descriptor


def make_filter(machine: str) -> bytes:
    """Return the filter for `x86_64` or `aarch64`: a list of struct sock_filter."""
    column, processor = _MACHINES[machine]
    numbers = [pair[column] for pair in _NUMBERS.values() if pair[column] is not None]
    steps = [
        _step(_LOAD, _PROCESSOR),
        _step(_IF_EQUAL, processor, if_true=1),
        _step(_RETURN, _KILL),
        _step(_LOAD, _CALL),
        _step(_IF_AT_LEAST, _FOREIGN_X86, if_false=1),
        _step(_RETURN, _KILL),
    ]
    for left, number in zip(range(len(numbers), 0, -1), numbers, strict=True):
        # Jumps over what is left of the list and over the return that allows.
        steps.append(_step(_IF_EQUAL, number or 0, if_true=left))
    steps += [_step(_RETURN, _ALLOW), _step(_RETURN, _NOT_PERMITTED)]
    return b"".join(steps)


def _step(code: int, value: int, *, if_true: int = 0, if_false: int = 0) -> bytes:
    return struct.pack("=HBBI", code, if_true, if_false, value)
