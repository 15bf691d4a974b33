package org.agentwarden.architecture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.lang.reflect.Field;
import java.util.Arrays;
import java.util.stream.Stream;
import org.agentwarden.architecture.planted.actions.ActionCipher;
import org.agentwarden.architecture.planted.actions.AgentlessResource;
import org.agentwarden.architecture.planted.actions.ConsoleReport;
import org.agentwarden.architecture.planted.actions.CountedAction;
import org.agentwarden.architecture.planted.actions.PatientReport;
import org.agentwarden.architecture.planted.agents.AgentManager;
import org.agentwarden.architecture.planted.agents.AgentReadingItsLog;
import org.agentwarden.architecture.planted.agents.AgentReadingNumbers;
import org.agentwarden.architecture.planted.agents.AgentSendingWebhooks;
import org.agentwarden.architecture.planted.agents.ComparedByItsText;
import org.agentwarden.architecture.planted.agents.CuriousPolicy;
import org.agentwarden.architecture.planted.agents.ForgottenAgent;
import org.agentwarden.architecture.planted.agents.HalfHiddenBean;
import org.agentwarden.architecture.planted.agents.RememberedAgents;
import org.agentwarden.architecture.planted.agents.ShoutingAgent;
import org.agentwarden.architecture.planted.approvals.ApprovalOfToday;
import org.agentwarden.architecture.planted.approvals.ApprovalQueue;
import org.agentwarden.architecture.planted.approvals.DailyReport;
import org.agentwarden.architecture.planted.approvals.DatedApproval;
import org.agentwarden.architecture.planted.approvals.ExactAmount;
import org.agentwarden.architecture.planted.approvals.LateReminder;
import org.agentwarden.architecture.planted.approvals.LoudApprovals;
import org.agentwarden.architecture.planted.approvals.Reminder;
import org.agentwarden.architecture.planted.approvals.WatchedApproval;
import org.agentwarden.architecture.planted.audit.LogReadingApprovals;
import org.agentwarden.architecture.planted.audit.OpenLogEntry;
import org.agentwarden.architecture.planted.dashboard.ApprovalPage;
import org.agentwarden.architecture.planted.live.PageOfApprovals;
import org.agentwarden.architecture.planted.metrics.NumbersOfApprovals;
import org.agentwarden.architecture.planted.organizations.IdentityClient;
import org.agentwarden.architecture.planted.organizations.PlanelessResource;
import org.agentwarden.architecture.planted.organizations.PlansUnderALock;
import org.agentwarden.architecture.planted.organizations.QueryingResource;
import org.agentwarden.architecture.planted.organizations.RolelessResource;
import org.agentwarden.architecture.planted.organizations.SilentSignIn;
import org.agentwarden.architecture.planted.organizations.TwoPlanesResource;
import org.agentwarden.architecture.planted.organizations.UnlimitedResource;
import org.agentwarden.architecture.planted.platform.ArtemisProbe;
import org.agentwarden.architecture.planted.platform.BareServlet;
import org.agentwarden.architecture.planted.platform.GrizzlyProbe;
import org.agentwarden.architecture.planted.platform.PathReadingFilter;
import org.agentwarden.architecture.planted.platform.PayaraProbe;
import org.agentwarden.architecture.planted.platform.SilentStart;
import org.agentwarden.architecture.planted.platform.StoredObject;
import org.agentwarden.architecture.planted.security.KeyRing;
import org.agentwarden.architecture.planted.settings.ExpandedSetting;
import org.agentwarden.architecture.planted.undescribed.Mystery;
import org.agentwarden.architecture.planted.webhooks.client.QueuedRequest;
import org.agentwarden.architecture.planted.webhooks.dispatch.BodyOfAnyMessage;
import org.agentwarden.architecture.planted.webhooks.endpoints.ExpressionOfACustomer;
import org.agentwarden.architecture.planted.webhooks.endpoints.SendingEndpoint;
import org.agentwarden.architecture.planted.webhooks.endpoints.SplitByACustomer;
import org.agentwarden.architecture.planted.webhooks.outbox.OutboxReadingApprovals;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class PlantedViolationsTest {

    private static final JavaClasses PLANTED =
            new ClassFileImporter().importPackages("org.agentwarden.architecture.planted");
    private static final JavaClasses NOTHING = new ClassFileImporter().importClasses();

    static Stream<ArchRule> rules() {
        return Arrays.stream(Rules.class.getDeclaredFields())
                .filter(field -> field.isAnnotationPresent(ArchTest.class))
                .map(PlantedViolationsTest::ruleIn);
    }

    static Stream<Arguments> violations() {
        return Stream.of(
                arguments(Rules.FEATURES_KNOW_NEITHER_WEBHOOKS_NOR_AUDIT, AgentSendingWebhooks.class),
                arguments(Rules.FEATURES_KNOW_NEITHER_WEBHOOKS_NOR_AUDIT, AgentReadingItsLog.class),
                arguments(Rules.AUDIT_KNOWS_FEATURES_BY_THEIR_EVENTS_AND_THE_PLAN_ONLY, LogReadingApprovals.class),
                arguments(
                        Rules.WEBHOOKS_KNOW_FEATURES_BY_THEIR_EVENTS_THE_PLAN_AND_NAMES_ONLY,
                        OutboxReadingApprovals.class),
                arguments(Rules.METRICS_KNOW_FEATURES_BY_THEIR_EVENTS_ONLY, NumbersOfApprovals.class),
                arguments(Rules.NOBODY_DEPENDS_ON_METRICS, AgentReadingNumbers.class),
                arguments(Rules.LIVE_KNOWS_FEATURES_BY_THEIR_EVENTS_ONLY, PageOfApprovals.class),
                arguments(Rules.THE_DASHBOARD_IS_A_CLIENT_OF_THE_API, ApprovalPage.class),
                arguments(Rules.NOBODY_DEPENDS_ON_WHAT_PAGES_SEE, WatchedApproval.class),
                arguments(Rules.ONLY_METRICS_KNOW_MICROMETER, CountedAction.class),
                arguments(Rules.WEBHOOKS_ARE_LAYERED, SendingEndpoint.class),
                arguments(Rules.ROOMS_ARE_FREE_OF_CYCLES, KeyRing.class),
                arguments(Rules.RESOURCES_LEAVE_THE_DATABASE_TO_OTHERS, QueryingResource.class),
                arguments(Rules.RESOURCE_METHODS_BELONG_TO_ONE_PLANE, PlanelessResource.class),
                arguments(Rules.RESOURCE_METHODS_BELONG_TO_ONE_PLANE, TwoPlanesResource.class),
                arguments(Rules.RESOURCE_METHODS_SAY_WHO_MAY_CALL_THEM, RolelessResource.class),
                arguments(Rules.RESOURCES_ARE_MADE_ONCE, RolelessResource.class),
                arguments(Rules.REQUESTS_WITH_AN_API_KEY_ACT_FOR_AN_AGENT_OF_THE_KEY, AgentlessResource.class),
                arguments(Rules.ONLY_THE_CLIENT_SENDS_WEBHOOKS, IdentityClient.class),
                arguments(Rules.ONLY_THE_ISSUER_IS_ASKED_WITHOUT_THE_EGRESS_POLICY, CuriousPolicy.class),
                arguments(Rules.SESSIONS_BEGIN_IN_ONE_PLACE, SilentSignIn.class),
                arguments(Rules.DESTINATIONS_ARE_NOT_KEPT, QueuedRequest.class),
                arguments(Rules.WHAT_IS_REMEMBERED_IS_FORGOTTEN_AFTER_A_ROLLBACK_TOO, RememberedAgents.class),
                arguments(Rules.ONLY_DISPATCH_AND_BROKER_KNOW_MESSAGING, ApprovalQueue.class),
                arguments(Rules.NOTHING_IS_DESERIALIZED, BodyOfAnyMessage.class),
                arguments(Rules.NOTHING_IS_DESERIALIZED, StoredObject.class),
                arguments(Rules.ONLY_THE_BROKER_KNOWS_ARTEMIS, ArtemisProbe.class),
                arguments(Rules.ONLY_THE_LAUNCHER_KNOWS_A_SERVER, PayaraProbe.class),
                arguments(Rules.ONLY_THE_CONNECTOR_KNOWS_GRIZZLY, GrizzlyProbe.class),
                arguments(Rules.PATHS_DECIDE_NOTHING, PathReadingFilter.class),
                arguments(Rules.ANSWERS_OF_SERVLETS_HAVE_THE_SECURITY_HEADERS, BareServlet.class),
                arguments(Rules.SERVLETS_ANSWER_OPTIONS_THEMSELVES, BareServlet.class),
                arguments(Rules.ANONYMOUS_POSTS_ARE_LIMITED_BY_CLIENT, UnlimitedResource.class),
                arguments(Rules.ONLY_SECURITY_AND_SIGNING_USE_CIPHERS, ActionCipher.class),
                arguments(Rules.ONLY_THE_PLATFORM_READS_THE_MACHINES_CLOCK, ApprovalOfToday.class),
                arguments(Rules.ONLY_THE_PLATFORM_READS_THE_MACHINES_CLOCK, DatedApproval.class),
                arguments(Rules.ONLY_THE_JSON_CODEC_READS_EXACT_NUMBERS, ExactAmount.class),
                arguments(Rules.REGULAR_EXPRESSIONS_ARE_CONSTANTS, ExpressionOfACustomer.class),
                arguments(Rules.REGULAR_EXPRESSIONS_ARE_CONSTANTS, SplitByACustomer.class),
                arguments(Rules.NOTHING_IS_LOOKED_UP_UNDER_A_LOCK, PlansUnderALock.class),
                arguments(Rules.WAITS_HAVE_A_LIMIT, PatientReport.class),
                arguments(Rules.METHODS_HAVE_CALLERS, ForgottenAgent.class),
                arguments(Rules.ONLY_THE_SCHEDULER_RUNS_THINGS_PERIODICALLY, DailyReport.class),
                arguments(Rules.WARNINGS_ARE_THROTTLED, LoudApprovals.class),
                arguments(Rules.THREADS_ARE_BORN_IN_THE_CONTAINER, LateReminder.class),
                arguments(Rules.NAMES_SAY_WHAT_A_CLASS_IS, AgentManager.class),
                arguments(Rules.PACKAGES_ARE_DESCRIBED, Mystery.class),
                arguments(Rules.INTERFACES_HAVE_SEVERAL_IMPLEMENTATIONS, Reminder.class),
                arguments(Rules.SESSION_BEANS_HIDE_OR_SHOW_METHODS, HalfHiddenBean.class),
                arguments(Rules.ACTIONS_ARE_NO_TEXTS, ComparedByItsText.class),
                arguments(Rules.STATE_IS_PRIVATE, OpenLogEntry.class),
                arguments(Rules.ONLY_THE_LAUNCHER_USES_STANDARD_STREAMS, ConsoleReport.class),
                arguments(Rules.STARTUP_BEANS_REPORT_THEIR_FAILURE, SilentStart.class),
                arguments(Rules.NOTHING_DEPENDS_ON_THE_MACHINES_LANGUAGE, ShoutingAgent.class),
                arguments(Rules.SETTINGS_ARE_READ_AS_WRITTEN, ExpandedSetting.class));
    }

    private static ArchRule ruleIn(Field field) {
        try {
            return (ArchRule) field.get(null);
        } catch (IllegalAccessException e) {
            throw new AssertionError(field + " is hidden", e);
        }
    }

    @ParameterizedTest
    @MethodSource("violations")
    void aPlantedViolationIsFound(ArchRule rule, Class<?> violator) {
        assertThatThrownBy(() -> rule.check(PLANTED))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining(violator.getName());
    }

    @ParameterizedTest
    @MethodSource("rules")
    void aRuleThatMatchesNothingFails(ArchRule rule) {
        assertThatThrownBy(() -> rule.check(NOTHING)).isInstanceOf(AssertionError.class);
    }

    @ParameterizedTest
    @MethodSource("rules")
    void aRuleHasAPlantedViolation(ArchRule rule) {
        assertThat(violations()).anyMatch(violation -> violation.get()[0] == rule);
    }
}
