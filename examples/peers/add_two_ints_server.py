"""Serves `example_interfaces/srv/AddTwoInts` on `add_two_ints`, with zenoh-ros2-sdk, until Ctrl-C."""

import queue

from zenoh_ros2_sdk import ROS2ServiceServer

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
    while True:
        request = served.get()
        print(f"{request.a} + {request.b}", flush=True)
except KeyboardInterrupt:
    pass
server.close()
server.session_mgr.close()
