"""PostgreSQL and Valkey from wheels, for a machine that has neither: started when needed, stopped by whoever leaves last."""

from wso_portal.embedded.cluster import Cluster, running
from wso_portal.embedded.daemon import StartFailed

__all__ = ["Cluster", "StartFailed", "running"]
