//! The codemods that come with the tool, in the order in which they run.
//! Border: a list.
use super::Codemod;
use super::bindings::{BindingArguments, BindingNull, ConverterGuards, JsonVariables, NativeBindings, StubFetch};
use super::command_files::CommandFiles;
use super::compatibility_date::CompatibilityDate;
use super::compatibility_flags::CompatibilityFlags;
use super::durable_object_class::DurableObjectClass;
use super::handler_method_names::HandlerMethodNames;
use super::handler_signatures::HandlerSignatures;
use super::handlers_to_class::HandlersToClass;
use super::ignored_products::IgnoredProducts;
use super::left_over_helpers::LeftOverHelpers;
use super::old_requirements::OldRequirements;
use super::package_scripts::PackageScripts;
use super::project_dependencies::ProjectDependencies;
use super::request::{JsonErrors, NullTests, RequestHeaders, RequestJson, WrapperNames, WrappersToJavascript};
use super::responses::{BareHeaders, BindingResponses, ResponseHeaders, WorkersResponse};
use super::src_imports::SrcImports;
use super::vendor_rules::VendorRules;
use super::workers_module::WorkersModule;
use super::workflow_steps::WorkflowSteps;
use super::wrangler_jsonc::WranglerJsonc;

/// All built-in codemods. Order matters only for the report: all of them see the same text in a round.
pub fn built_in() -> &'static [&'static dyn Codemod] {
    &[
        &HandlersToClass,
        &HandlerMethodNames,
        &HandlerSignatures,
        &DurableObjectClass,
        &WorkflowSteps,
        &WorkersModule,
        &WorkersResponse,
        &ResponseHeaders,
        &BareHeaders,
        &BindingResponses,
        &CompatibilityDate,
        &CompatibilityFlags,
        &VendorRules,
        &WranglerJsonc,
        &ProjectDependencies,
        &IgnoredProducts,
        &OldRequirements,
        &PackageScripts,
        &CommandFiles,
        &RequestJson,
        &RequestHeaders,
        &WrappersToJavascript,
        &WrapperNames,
        &JsonErrors,
        &NullTests,
        &NativeBindings,
        &BindingArguments,
        &BindingNull,
        &ConverterGuards,
        &StubFetch,
        &JsonVariables,
        &SrcImports,
        &LeftOverHelpers,
    ]
}
