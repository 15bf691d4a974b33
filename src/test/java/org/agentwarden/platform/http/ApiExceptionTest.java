package org.agentwarden.platform.http;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.ejb.ApplicationException;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class ApiExceptionTest {

    static Stream<Arguments> answers() {
        return Stream.of(
                Arguments.of(
                        new InvalidInput("url", "is required"),
                        400,
                        "{\"error\":\"validation_error\",\"message\":\"url is required\","
                                + "\"fields\":[{\"field\":\"url\",\"message\":\"is required\"}]}"),
                Arguments.of(
                        new InvalidInput(List.of(new FieldProblem("a", "is b"), new FieldProblem("c", "is d"))),
                        400,
                        "{\"error\":\"validation_error\",\"message\":\"a is b; c is"
                                + " d\",\"fields\":[{\"field\":\"a\",\"message\":\"is"
                                + " b\"},{\"field\":\"c\",\"message\":\"is d\"}]}"),
                Arguments.of(new BadRequest("Email already registered"), 400, "\"Email already registered\""),
                Arguments.of(new Unauthenticated("Invalid API key"), 401, "\"Invalid API key\""),
                Arguments.of(new Forbidden("no"), 403, "{\"error\":\"forbidden\",\"message\":\"no\"}"),
                Arguments.of(new PermissionForbidden(), 403, "\"Permission not found\""),
                Arguments.of(
                        new PlanLimitExceeded(
                                "Agent limit reached (2/2). Upgrade your plan to create more agents.",
                                "agents",
                                "free"),
                        403,
                        "{\"error\":\"plan_limit_exceeded\","
                                + "\"message\":\"Agent limit reached (2/2). Upgrade your plan to create more agents.\","
                                + "\"limit_type\":\"agents\",\"current_plan\":\"free\","
                                + "\"upgrade_url\":\"/settings?tab=plans\"}"),
                Arguments.of(new NotFound("Agent not found"), 404, "\"Agent not found\""),
                Arguments.of(
                        new Conflict("already_resolved", "It was rejected"),
                        409,
                        "{\"error\":\"already_resolved\",\"message\":\"It was rejected\"}"),
                Arguments.of(new PayloadTooLarge("Request body exceeds 1 MiB"), 413, "\"Request body exceeds 1 MiB\""));
    }

    @ParameterizedTest
    @MethodSource("answers")
    void everyExpectedFailureSpeaksTheWordsOfTheContract(ApiException failure, int status, String detail) {
        assertThat(failure.status()).isEqualTo(status);
        assertThat(failure.detail()).hasToString(detail);
        assertThat(failure).hasMessage(detail);
    }

    @ParameterizedTest
    @MethodSource("answers")
    void anExpectedFailureCarriesNoStackTrace(ApiException failure, int status, String detail) {
        assertThat(failure.getStackTrace()).isEmpty();
    }

    @Test
    void anExpectedFailureRollsTheTransactionBackInEverySubclass() {
        ApplicationException rule = ApiException.class.getAnnotation(ApplicationException.class);
        assertThat(rule.rollback()).isTrue();
        assertThat(rule.inherited()).isTrue();
    }
}
