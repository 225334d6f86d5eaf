//! Every message type, by number: the types of `ros-z-msgs`, types that robots recorded, types of the golden
//! vectors, and types of every shape.

use ros_z_core::{CdrDeserialize, HasView, RosMessage, SizeEstimation};
use ros_z_tests_wire::shapes::{self, Around};
use ros_z_tests_wire::{recorded_types, types, views};

#[macro_use]
#[path = "../../ros-z-msgs/tests/messages/mod.rs"]
mod messages;

/// The traits that every message type has.
pub trait Message: RosMessage + SizeEstimation + HasView + for<'de> CdrDeserialize<'de> {}
impl<T: RosMessage + SizeEstimation + HasView + for<'de> CdrDeserialize<'de>> Message for T {}

/// An operation on a type.
pub trait Visitor {
    /// Called with the type.
    fn visit<T: Message>(&mut self);
}

macro_rules! table_of_messages {
    ($($package:ident { $($message:ident)+ })+) => {
        const MESSAGES: usize = [$($(stringify!($message)),+),+].len();

        fn messages<'table, V: Visitor + 'table>() -> &'table [fn(&mut V); MESSAGES] {
            &[$($(V::visit::<ros_z_msgs::$package::$message>),+),+]
        }
    };
}

macro_rules! table_of_parts {
    ($($package:ident: $($message:ident)+;)+) => {
        const PARTS: usize = [$($(stringify!($message)),+),+].len();

        fn parts<'table, V: Visitor + 'table>() -> &'table [fn(&mut V); PARTS] {
            &[$($(V::visit::<ros_z_msgs::$package::srv::$message>),+),+]
        }
    };
}

macro_rules! table_of_others {
    ($($message:ty),* $(,)?) => {
        const OTHERS: usize = [$(stringify!($message)),*].len();

        fn others<'table, V: Visitor + 'table>() -> &'table [fn(&mut V); OTHERS] {
            &[$(V::visit::<$message>),*]
        }
    };
}

ros_z_msgs::__for_each_message!(table_of_messages);
for_each_service_part!(table_of_parts);
table_of_others! {
    recorded_types::AddTwoIntsEvent, recorded_types::Costmap, recorded_types::NebulaPackets, recorded_types::PandarScan,
    recorded_types::VelodyneScan, recorded_types::BasicTypes, recorded_types::BasicTypesEvent, recorded_types::Empty,
    recorded_types::Strings,
    types::AllPrims, types::U8F64, types::F64U8, types::Ladder, types::EmptyIn, types::Str, types::StrF64, types::BStr,
    types::SeqF64U8, types::SeqF64x2, types::SeqMix, types::Arr, types::SeqStr, types::Inner, types::Outer,
    types::SeqInner, types::LeadSmall, types::SeqLeadSmall, types::TrailPOD, types::SeqTrailPOD, types::SeqVec3,
    types::HasSeq, types::SeqHasSeq,
    shapes::Void, shapes::Scalars, shapes::Point, shapes::Colour, shapes::LeadSmall, shapes::TrailSmall,
    shapes::TrailByte, shapes::Ladder, shapes::Guarded, shapes::Pose, shapes::Part, shapes::VoidsIn, shapes::Primitives,
    shapes::Structs, shapes::Nested, shapes::Arrays, shapes::Pointers, shapes::Bounded, shapes::Wide,
    Around<Vec<shapes::Point>>, Around<[shapes::TrailByte; 3]>, Around<Vec<shapes::TrailByte>>, Around<shapes::Nested>,
    Around<Vec<shapes::Pointers>>, Around<Vec<shapes::Wide>>, Around<Vec<shapes::Bounded>>,
    views::Small, views::Borrowing,
}

/// Number of types.
pub const COUNT: usize = MESSAGES + PARTS + OTHERS;

/// Calls `visitor` with the type of this number, modulo the number of types.
pub fn visit<V: Visitor>(index: usize, visitor: &mut V) {
    let index = index % COUNT;
    let visit = if index < MESSAGES {
        messages()[index]
    } else if index < MESSAGES + PARTS {
        parts()[index - MESSAGES]
    } else {
        others()[index - MESSAGES - PARTS]
    };
    visit(visitor);
}

/// Returns the ROS names of all types, in the order of their numbers.
#[must_use]
pub fn names() -> Vec<&'static str> {
    struct Names(Vec<&'static str>);
    impl Visitor for Names {
        fn visit<T: Message>(&mut self) {
            self.0.push(T::TYPE_NAME);
        }
    }
    let mut names = Names(Vec::new());
    (0..COUNT).for_each(|index| visit(index, &mut names));
    names.0
}
