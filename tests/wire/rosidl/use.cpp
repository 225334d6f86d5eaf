// Uses the generated C++ code of the package that `.ci/rosidl` builds, with all of the standard library's macros defined.
#include <bits/stdc++.h>
#include <hard_msgs/msg/defaults.hpp>
#include <hard_msgs/msg/edge.hpp>
#include <hard_msgs/msg/hard.hpp>
#include <hard_msgs/msg/request.hpp>
#include <hard_msgs/srv/ping.hpp>
#include <hard_msgs/srv/shift.hpp>

int main()
{
  using hard_msgs::msg::Hard;
  Hard hard;
  hard.edges.push_back(
    hard_msgs::build<hard_msgs::msg::Edge>().type(1).match("m").module(2).sequence({}).octet("")
    .any(3).fixed(0).object("").uint8(0).string("").stdin("").stdout("").stderr("").isnan(0)
    .isfinite(0).signbit("").minor(0).major("").property("").classmethod(0).array({}).numpy({})
    .math(0).rosidl_parser(0).cls("").kwargs("").msg("").std("").hard_msgs({}).other("")
    .request(hard_msgs::msg::Request()).print("").index(0).size(0).data({}).capacity(0));
  hard_msgs::srv::Shift::Request shift;
  hard_msgs::srv::Ping::Response ping;
  std::string yaml = to_yaml(hard) + hard_msgs::srv::to_yaml(shift) + hard_msgs::srv::to_yaml(ping);
  if (yaml.find("gear: -1") == std::string::npos || hard.gear != Hard::REVERSE ||
    hard.gears[2] != -1 || hard.mode != 0 || hard.flag != 255 || hard.flags[1] != 255 ||
    hard.extreme != Hard::LOWEST || shift.gear != -1)
  {
    return 1;
  }
  hard_msgs::msg::Defaults defaults;
  if (!defaults.enabled || defaults.least != -128 || defaults.greatest != UINT64_MAX ||
    defaults.quarter != 0.25f || defaults.huge != -1e300)
  {
    return 1;
  }
  if (defaults.text != " a, [b] %s {c}; $d? @e " || defaults.bounded != "map" || defaults.wide != u"wide" ||
    defaults.names.at(1) != "a, [b] %s {c}; $d? @e" || defaults.numbers.at(1) != -2 || defaults.floats[1] != -0.25 ||
    defaults.gear != 4 || defaults.gears[1] != -1 || !defaults.nothing.empty())
  {
    return 1;
  }
  std::cout << "C++ " << __cplusplus << ": enums have a default that can be read\n";
}
