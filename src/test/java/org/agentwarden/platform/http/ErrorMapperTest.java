package org.agentwarden.platform.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import jakarta.ejb.EJBAccessException;
import jakarta.ejb.EJBException;
import jakarta.ejb.EJBTransactionRolledbackException;
import jakarta.json.JsonObject;
import jakarta.persistence.OptimisticLockException;
import jakarta.persistence.PersistenceException;
import jakarta.persistence.PessimisticLockException;
import jakarta.transaction.RollbackException;
import jakarta.transaction.SystemException;
import jakarta.transaction.TransactionalException;
import jakarta.ws.rs.BadRequestException;
import jakarta.ws.rs.ClientErrorException;
import jakarta.ws.rs.ForbiddenException;
import jakarta.ws.rs.InternalServerErrorException;
import jakarta.ws.rs.NotAcceptableException;
import jakarta.ws.rs.NotAllowedException;
import jakarta.ws.rs.NotAuthorizedException;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.NotSupportedException;
import jakarta.ws.rs.RedirectionException;
import jakarta.ws.rs.ServiceUnavailableException;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class ErrorMapperTest {

    private final ErrorMapper mapper = new ErrorMapper();
    private final List<LogRecord> logged = new ArrayList<>();
    private final Logger logger = Logger.getLogger(ErrorMapper.class.getName());
    private final Handler handler = new Handler() {
        @Override
        public void publish(LogRecord entry) {
            logged.add(entry);
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
    };

    @BeforeEach
    void listenToTheLog() {
        logger.setUseParentHandlers(false);
        logger.addHandler(handler);
    }

    @AfterEach
    void leaveTheLogAsItWas() {
        logger.removeHandler(handler);
        logger.setUseParentHandlers(true);
    }

    @Test
    void whenItIsWorthTryingAgainIsSaidInWholeSecondsAndNeverTooEarly() {
        Response refused = mapper.toResponse(new EJBException(new TooManyRequests(Duration.ofMillis(1_001))));

        assertThat(refused.getStatus()).isEqualTo(429);
        assertThat(refused.getHeaderString("Retry-After")).isEqualTo("2");
        assertThat(mapper.toResponse(new NotFound("Agent not found")).getHeaderString("Retry-After"))
                .isNull();
    }

    static Stream<Arguments> expectedFailures() {
        return Stream.of(
                Arguments.of(new NotFound("Agent not found"), 404, "\"Agent not found\""),
                Arguments.of(new EJBException(new NotFound("Agent not found")), 404, "\"Agent not found\""),
                Arguments.of(
                        new WebApplicationException(new PayloadTooLarge("Request body exceeds 1 MiB"), 400),
                        413,
                        "\"Request body exceeds 1 MiB\""),
                Arguments.of(
                        new EJBException(new RuntimeException(new Conflict("already_resolved", "It was rejected"))),
                        409,
                        "{\"error\":\"already_resolved\",\"message\":\"It was rejected\"}"),
                Arguments.of(new BadRequestException("HTTP 400 at Foo.java"), 400, "\"Bad request\""),
                Arguments.of(new NotAuthorizedException("Bearer"), 401, "\"Not authenticated\""),
                Arguments.of(
                        new ForbiddenException(),
                        403,
                        "{\"error\":\"forbidden\",\"message\":\"Your role does not allow this\"}"),
                Arguments.of(
                        new EJBAccessException("caller in no role"),
                        403,
                        "{\"error\":\"forbidden\",\"message\":\"Your role does not allow this\"}"),
                Arguments.of(new NotFoundException("no /x"), 404, "\"Not found\""),
                Arguments.of(new EJBException(new NotFoundException("no /x")), 404, "\"Not found\""),
                Arguments.of(new NotAllowedException("GET"), 405, "\"Method not allowed\""),
                Arguments.of(new NotAcceptableException(), 406, "\"Not acceptable: answers are application/json\""),
                Arguments.of(new NotSupportedException(), 415, "\"Content-Type must be application/json\""),
                Arguments.of(new ClientErrorException(414), 414, "\"Request failed\""),
                Arguments.of(new OptimisticLockException("row"), 409, conflict()),
                Arguments.of(new PessimisticLockException("row"), 409, conflict()),
                Arguments.of(
                        new EJBTransactionRolledbackException(
                                "rolled back", wrapped(new RollbackException("at commit"))),
                        409,
                        conflict()));
    }

    private static Exception wrapped(RollbackException atCommit) {
        atCommit.initCause(new PersistenceException(new OptimisticLockException("row")));
        return atCommit;
    }

    private static String conflict() {
        return "{\"error\":\"conflict\",\"message\":\"Somebody else changed this at the same time\"}";
    }

    @ParameterizedTest
    @MethodSource("expectedFailures")
    void anExpectedFailureIsAnsweredInTheContractsShapeAndNotLogged(Exception failure, int status, String detail) {
        Response answer = mapper.toResponse(failure);

        assertThat(answer.getStatus()).isEqualTo(status);
        assertThat(detail(answer)).isEqualTo(detail);
        assertThat(answer.getMediaType()).isEqualTo(MediaType.APPLICATION_JSON_TYPE);
        assertThat(answer.getHeaderString("X-Request-Id")).isNull();
        assertThat(logged).isEmpty();
    }

    @Test
    void theMethodsThatAreAllowedAreTold() {
        Response answer = mapper.toResponse(new NotAllowedException("GET", new String[] {"POST"}));
        assertThat(answer.getHeaderString("Allow")).contains("GET").contains("POST");
    }

    @Test
    void howToAuthenticateAndWhenToComeBackAreTold() {
        assertThat(mapper.toResponse(new NotAuthorizedException("Bearer")).getHeaderString("WWW-Authenticate"))
                .isEqualTo("Bearer");
        assertThat(mapper.toResponse(new ServiceUnavailableException(7L)).getHeaderString("Retry-After"))
                .isEqualTo("7");
    }

    @Test
    void aRedirectionIsNoFailure() {
        Response answer = mapper.toResponse(new RedirectionException(303, URI.create("/elsewhere")));
        assertThat(answer.getStatus()).isEqualTo(303);
        assertThat(answer.getLocation()).hasPath("/elsewhere");
    }

    static Stream<Arguments> unexpectedFailures() {
        return Stream.of(
                Arguments.of(new IllegalStateException("jdbc:h2 password=secret"), 500, "Internal server error"),
                Arguments.of(new EJBException("secret", new NullPointerException()), 500, "Internal server error"),
                Arguments.of(new AssertionError("secret"), 500, "Internal server error"),
                Arguments.of(new InternalServerErrorException("secret"), 500, "Internal server error"),
                Arguments.of(new WebApplicationException("secret", 502), 502, "Internal server error"),
                Arguments.of(new ServiceUnavailableException(), 503, "Service unavailable"));
    }

    @ParameterizedTest
    @MethodSource("unexpectedFailures")
    void anUnexpectedFailureIsLoggedOnceUnderTheIdThatTheCallerGets(Throwable failure, int status, String text) {
        Response answer = mapper.toResponse(failure);

        assertThat(answer.getStatus()).isEqualTo(status);
        assertThat(detail(answer)).isEqualTo('"' + text + '"');
        assertThat(answer.getMediaType()).isEqualTo(MediaType.APPLICATION_JSON_TYPE);
        String requestId = answer.getHeaderString("X-Request-Id");
        assertThat(requestId).isNotBlank();
        assertThat(logged).singleElement().satisfies(entry -> {
            assertThat(entry.getMessage()).contains(requestId);
            assertThat(entry.getThrown()).isSameAs(failure);
        });
    }

    @Test
    void aDatabaseThatIsAwayIsToldAsUnavailableAndLoggedInOneLine() {
        Exception failure = new IllegalStateException(new SQLException("terminating connection", "57P01"));

        Response answer = mapper.toResponse(failure);

        assertThat(answer.getStatus()).isEqualTo(503);
        assertThat(answer.getHeaderString("Retry-After")).isNotBlank();
        assertThat(detail(answer)).isEqualTo("\"Service unavailable\"");
        assertThat(logged)
                .singleElement()
                .satisfies(entry -> assertThat(entry.getThrown()).isNull());
    }

    @Test
    void aConnectionThatIsLostWhileLockingIsNoLostRace() {
        Exception failure = new PessimisticLockException(new SQLException("I/O error", "08006"));

        assertThat(mapper.toResponse(failure).getStatus()).isEqualTo(503);
    }

    @Test
    void aCommitWhoseEndNobodyKnowsIsToldAsUnavailable() {
        Exception failure = new EJBException(new SystemException());

        assertThat(mapper.toResponse(failure).getStatus()).isEqualTo(503);
        assertThat(new TransactionErrorMapper()
                        .toResponse(new TransactionalException("at commit", new SystemException()))
                        .getStatus())
                .isEqualTo(503);
    }

    @Test
    void aStatementThatIsWrongIsOurOwnFault() {
        assertThat(mapper.toResponse(new IllegalStateException(new SQLException("no such table", "42P01")))
                        .getStatus())
                .isEqualTo(500);
    }

    @Test
    void causesThatRunInACircleEnd() {
        Exception one = new Exception("one");
        Exception other = new Exception("other", one);
        one.initCause(other);
        assertTimeoutPreemptively(
                Duration.ofSeconds(2),
                () -> assertThat(mapper.toResponse(one).getStatus()).isEqualTo(500));
    }

    @Test
    void thePlatformsOwnFailuresTakeTheSameWay() {
        Response answer = new PlatformErrorMapper().toResponse(new NotFoundException());
        assertThat(answer.getStatus()).isEqualTo(404);
        assertThat(detail(answer)).isEqualTo("\"Not found\"");
    }

    private static String detail(Response answer) {
        return ((JsonObject) answer.getEntity()).get("detail").toString();
    }
}
