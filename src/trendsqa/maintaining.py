"""Maintenance of one installation from a browser, put together from the folders and limits of an assembly."""

from trendsqa.admin.jobs.jobs import Jobs
from trendsqa.admin.maintenance import Maintenance
from trendsqa.assembly import Assembly

__all__ = ["maintenance_of"]


def maintenance_of(assembly: Assembly, *, offline: bool = False) -> Maintenance:
    """Actions on the folders of ``assembly``, in commands that get the same folders; what waits there is deleted.

    ``offline`` forbids those that ask other servers.
    """
    made = Maintenance(
        assembly.locations,
        Jobs(),
        options=assembly.folder_options,
        collection=assembly.collection,
        store=lambda: assembly.vector_store,
        most_file_bytes=assembly.settings.reading.max_file_mib << 20,
        offline=offline,
    )
    made.uploads.clear()
    return made
