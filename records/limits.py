"""The operating system's limits of a process that reads what somebody sent. It knows no Django and no database."""

import resource

OUTPUT = 64 * 1024 * 1024  # bytes that it may write to a file


def limit_this_process(cpu: int, memory: int) -> None:
    """Set what this process may use: seconds of CPU, bytes of memory. One that asks for more is ended."""
    resource.setrlimit(resource.RLIMIT_CPU, (cpu, cpu + 1))
    resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
    resource.setrlimit(resource.RLIMIT_FSIZE, (OUTPUT, OUTPUT))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
