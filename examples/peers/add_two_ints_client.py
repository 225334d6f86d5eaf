"""Calls `example_interfaces/srv/AddTwoInts` on `add_two_ints`, with zenoh-ros2-sdk: add_two_ints_client.py <a> <b>"""

import sys
import time

from zenoh_ros2_sdk import ROS2ServiceClient

a, b = int(sys.argv[1]), int(sys.argv[2])
client = ROS2ServiceClient(
    "/add_two_ints",
    "example_interfaces/srv/AddTwoInts",
    "int64 a\nint64 b\n",
    "int64 sum\n",
    node_name="python_client",
)
# A request before the server is discovered is lost.
deadline = time.monotonic() + 30
while not client.querier.matching_status.matching:
    if time.monotonic() > deadline:
        sys.exit("no server of /add_two_ints within 30 s")
    time.sleep(0.01)
response = client.call(a=a, b=b)
client.close()
client.session_mgr.close()
if response is None:
    sys.exit("no response")
print(f"{a} + {b} = {response.sum}")
