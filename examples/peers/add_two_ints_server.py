"""Serves `example_interfaces/srv/AddTwoInts` on `add_two_ints`, by zenoh-ros2-sdk, until Ctrl-C: add_two_ints_server.py [count]"""

import itertools
import queue
import sys

from zenoh_ros2_sdk import ROS2ServiceServer

count = int(sys.argv[1]) if len(sys.argv) > 1 else None
served = queue.Queue()


def add(request):
    response = server.response_msg_class(sum=request.a + request.b)
    served.put(request)
    return response


server = ROS2ServiceServer(
    "/add_two_ints",
    "example_interfaces/srv/AddTwoInts",
    add,
    "int64 a\nint64 b\n",
    "int64 sum\n",
    node_name="python_server",
)
print("ready to add two ints", flush=True)
try:
    for _ in itertools.islice(itertools.count(), count):
        request = served.get()
        print(f"{request.a} + {request.b}", flush=True)
except KeyboardInterrupt:
    pass
server.close()
server.session_mgr.close()
