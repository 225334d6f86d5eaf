// Uses the generated C code of the package that `.ci/rosidl` builds.
#include <errno.h>
#include <math.h>
#include <signal.h>
#include <hard_msgs/msg/edge.h>
#include <hard_msgs/msg/hard.h>
#include <hard_msgs/msg/request.h>
#include <hard_msgs/srv/ping.h>
#include <hard_msgs/srv/shift.h>
#include <stdio.h>

int main(void)
{
  hard_msgs__msg__Hard hard;
  hard_msgs__msg__Edge edge;
  hard_msgs__srv__Shift_Request shift;
  if (!hard_msgs__msg__Hard__init(&hard) || !hard_msgs__msg__Edge__init(&edge) ||
    !hard_msgs__srv__Shift_Request__init(&shift))
  {
    return 1;
  }
  if (hard.gear != hard_msgs__msg__Hard__REVERSE || hard.gears[2] != -1 || hard.mode != 0 ||
    hard.flag != 255 || hard.flags[1] != 255 || shift.gear != -1 || edge.isnan != 0)
  {
    return 1;
  }
  puts("C: enums have a default that can be read");
  return 0;
}
