//! The codemods that come with the tool, in the order in which they run.
//! Border: a list.
use super::Codemod;
use super::durable_object_class::DurableObjectClass;
use super::handler_method_names::HandlerMethodNames;
use super::handler_signatures::HandlerSignatures;
use super::handlers_to_class::HandlersToClass;
use super::src_imports::SrcImports;
use super::workflow_steps::WorkflowSteps;

/// All built-in codemods. Order matters only for the report: all of them see the same text in a round.
pub fn built_in() -> &'static [&'static dyn Codemod] {
    &[&HandlersToClass, &HandlerMethodNames, &HandlerSignatures, &DurableObjectClass, &WorkflowSteps, &SrcImports]
}
