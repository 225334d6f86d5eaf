"""Prints the strings on `chatter`, with zenoh-ros2-sdk, until Ctrl-C: listener.py [count]"""

import itertools
import queue
import sys

from zenoh_ros2_sdk import ROS2Subscriber

count = int(sys.argv[1]) if len(sys.argv) > 1 else None
heard = queue.Queue()
subscriber = ROS2Subscriber("/chatter", "std_msgs/msg/String", heard.put, "string data\n", node_name="python_listener")
print("python_listener listens on /chatter", flush=True)
try:
    for _ in itertools.islice(itertools.count(), count):
        print(f"heard `{heard.get().data}`", flush=True)
except KeyboardInterrupt:
    pass
subscriber.close()
subscriber.session_mgr.close()
