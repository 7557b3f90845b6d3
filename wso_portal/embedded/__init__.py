"""PostgreSQL and Valkey from wheels, for a machine without them: started when needed, stopped by the last to leave."""

from wso_portal.embedded.cluster import Cluster, running
from wso_portal.embedded.daemon import StartFailed

__all__ = ["Cluster", "StartFailed", "running"]
