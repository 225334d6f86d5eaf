"""Publishes `std_msgs/msg/String` on `chatter`, with zenoh-ros2-sdk, until Ctrl-C: talker.py [count]"""

import sys
import time

from zenoh_ros2_sdk import ROS2Publisher

count = int(sys.argv[1]) if len(sys.argv) > 1 else sys.maxsize
publisher = ROS2Publisher("/chatter", "std_msgs/msg/String", "string data\n", node_name="python_talker")
try:
    for number in range(1, count + 1):
        data = f"Hello from Python: {number}"
        print(f"publishing `{data}`", flush=True)
        publisher.publish(data=data)
        time.sleep(0.1 if count < 100 else 1)
except KeyboardInterrupt:
    pass
publisher.close()
publisher.session_mgr.close()
