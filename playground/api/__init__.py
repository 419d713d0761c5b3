"""The API: everything the pages do, for programs too. OpenAPI at /api/openapi.json, readable at /api/docs."""

from playground.api.app import api
from playground.api.assignments import router as assignments
from playground.api.clips import router as clips
from playground.api.datasets import router as datasets
from playground.api.describe import router as describe
from playground.api.exports import router as exports
from playground.api.lessons import router as lessons
from playground.api.measurements import router as measurements
from playground.api.mine import router as experiments
from playground.api.nodes import router as nodes
from playground.api.pictures import router as pictures
from playground.api.posted import router as posted
from playground.api.results import router as results
from playground.api.rules import router as rules
from playground.api.searches import router as searches
from playground.api.sharing import router as sharing
from playground.api.surfaces import router as surfaces
from playground.api.travel import router as travel
from playground.api.wall import router as wall

ROUTERS = (
    describe, measurements, experiments, results, exports, searches, travel, pictures, datasets, clips, rules, surfaces,
    sharing, wall, assignments, nodes, lessons, posted,
)  # fmt: skip
for router in ROUTERS:
    api.add_router("", router)

__all__ = ["api"]
