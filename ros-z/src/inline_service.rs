//! Servers that belong to a node itself, which answer in zenoh's callback: they need neither a thread nor a queue.
//! `service.rs` has the servers of programs.

use crate::endpoint::SharedNode;
use crate::error::BuildError;
use crate::intake::Intake;
use crate::message_type::MessageType;
use crate::sample::Sample;
use crate::stamp;
use ros_z_core::{CdrDeserialize, RosService, to_vec};
use ros_z_protocol::{Attachment, EndpointKind, QosProfile};
use ros_z_shm::runtime::{Held, blocking, blocking_if, waits_to_send};
use zenoh::Wait;
use zenoh::bytes::ZBytes;
use zenoh::query::Query;

/// Serves the service `S` until the node is dropped. The name is expanded and remapped as that of any service.
///
/// `answer` runs on zenoh's receive thread, or on the calling thread if the client is in the same session. It must
/// be bounded work that does not wait: meanwhile nothing else from the same peer arrives. It must not own the
/// node. If it panics, the panic is logged and the client gets no response.
pub(crate) fn serve<S>(
    node: &SharedNode,
    name: &str,
    qos: QosProfile,
    answer: impl Fn(S::Request) -> S::Response + Send + Sync + 'static,
) -> Result<(), BuildError>
where
    S: RosService,
    S::Request: for<'de> CdrDeserialize<'de> + 'static,
{
    let service_type = MessageType::of_service::<S>();
    let endpoint = node.service_endpoint(EndpointKind::Service, name, &service_type, qos)?;
    let key = endpoint.key.to_string();
    let intake = Intake::new(endpoint.name.to_string(), None);
    let waits = waits_to_send(&node.context.session);
    let reply_key = key.clone();
    let callback = move |query: Query| {
        let query = Held::new_if(query, waits);
        let Some(request) = intake.admit_call(query.payload(), query.attachment(), |_| true) else {
            return;
        };
        let attachment = Attachment {
            source_timestamp: stamp::now(),
            ..request.attachment
        };
        let Ok(request) = Sample::<S::Request>::from(request).decode() else {
            return;
        };
        let fence = intake.fence();
        let Some(response) = fence.run("the answer of a service", || to_vec(&answer(request))) else {
            return;
        };
        let sent = response.map_err(|error| error.to_string()).and_then(|bytes| {
            let reply = query.reply(reply_key.as_str(), bytes);
            let reply = reply.attachment(ZBytes::from(attachment.serialize()));
            blocking_if(waits, || reply.wait()).map_err(|error| error.to_string())
        });
        if let Err(error) = sent {
            tracing::debug!(service = fence.name(), "could not send a response: {error}");
        }
    };
    let builder = node
        .context
        .session
        .declare_queryable(key)
        .complete(true)
        .callback(callback);
    let queryable =
        blocking(|| builder.wait()).map_err(BuildError::zenoh("declare the server of a service"))?;
    node.keep_server(endpoint.announce_own(node, Held::new(queryable))?);
    Ok(())
}
