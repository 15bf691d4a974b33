package org.agentwarden.architecture;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.ENUMS;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.RECORDS;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.assignableTo;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.simpleName;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.simpleNameEndingWith;
import static com.tngtech.archunit.lang.conditions.ArchConditions.accessTargetWhere;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.methods;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noFields;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.GeneralCodingRules.ACCESS_STANDARD_STREAMS;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static java.util.Map.entry;

import com.github.benmanes.caffeine.cache.Cache;
import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.AccessTarget.CodeUnitAccessTarget;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.domain.JavaStaticInitializer;
import com.tngtech.archunit.core.domain.properties.CanBeAnnotated;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import jakarta.annotation.PostConstruct;
import jakarta.ejb.Schedule;
import jakarta.ejb.Singleton;
import jakarta.ejb.Startup;
import jakarta.ejb.Stateless;
import jakarta.ejb.TimerService;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.TransactionPhase;
import jakarta.interceptor.Interceptors;
import jakarta.jms.ObjectMessage;
import jakarta.json.JsonNumber;
import jakarta.persistence.Entity;
import jakarta.persistence.EntityManager;
import jakarta.persistence.MappedSuperclass;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.ws.rs.HttpMethod;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.UriInfo;
import java.io.ObjectInputStream;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.lang.annotation.Annotation;
import java.nio.file.Files;
import java.text.Format;
import java.time.Clock;
import java.time.Duration;
import java.time.InstantSource;
import java.time.format.DateTimeFormatter;
import java.util.Date;
import java.util.Formatter;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.Semaphore;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.agentwarden.organizations.SignIns;
import org.agentwarden.platform.ReportsStartFailure;
import org.agentwarden.platform.ShortLivedCache;
import org.agentwarden.security.AccessTokens;
import org.agentwarden.security.Anonymous;
import org.agentwarden.security.ApiKeyProtected;
import org.agentwarden.security.Caller;
import org.agentwarden.security.LimitedByClient;
import org.agentwarden.security.RequiresRole;
import org.agentwarden.security.TokenProtected;
import org.agentwarden.security.oidc.ExternalTokens;

/**
 * What the code's structure must keep. The rules name packages by their last parts, so that they hold for any set of
 * classes that is divided like the product.
 */
final class Rules {

    static final String AGENTS = "org.agentwarden..agents";
    static final String APPROVALS = "org.agentwarden..approvals";
    static final String ORGANIZATIONS = "org.agentwarden..organizations";
    static final String ACTIONS = "org.agentwarden..actions";
    static final String AUDIT = "org.agentwarden..audit";
    static final String LIMITS = "org.agentwarden..limits";
    static final String WEBHOOKS = "org.agentwarden..webhooks..";
    static final String ENDPOINTS = "org.agentwarden..webhooks.endpoints";
    static final String DELIVERIES = "org.agentwarden..webhooks.deliveries";
    static final String OUTBOX = "org.agentwarden..webhooks.outbox";
    static final String DISPATCH = "org.agentwarden..webhooks.dispatch";
    static final String ENGINE = "org.agentwarden..webhooks.engine";
    static final String SCHEDULING = "org.agentwarden..webhooks.scheduling";
    static final String CLIENT = "org.agentwarden..webhooks.client";
    static final String HISTORY = "org.agentwarden..webhooks.history";
    static final String TESTING = "org.agentwarden..webhooks.testing";
    static final String SIGNING = "org.agentwarden..webhooks.signing";
    static final String EGRESS = "org.agentwarden..webhooks.egress";
    static final String SECURITY = "org.agentwarden..security";
    static final String OIDC = "org.agentwarden..security.oidc";
    static final String METRICS = "org.agentwarden..metrics";
    static final String LIVE = "org.agentwarden..live";
    static final String DASHBOARD = "org.agentwarden..dashboard";
    static final String PLATFORM = "org.agentwarden..platform..";
    static final String SCHEDULE = "org.agentwarden..platform.schedule";
    static final String BROKER = "org.agentwarden..broker";
    static final String TIMEOUTS = "org.agentwarden..timeouts";
    static final String LAUNCHER = "org.agentwarden..launcher";

    private static final Set<String> OF_EVERY_OBJECT = Set.of("equals", "hashCode", "toString");
    private static final Set<String> PLAIN_PARENTS =
            Set.of(Object.class.getName(), Record.class.getName(), Enum.class.getName());

    static final String MESSAGING = "jakarta.jms..";
    static final String REST_CLIENT = "jakarta.ws.rs.client..";
    static final String JERSEY = "org.glassfish.jersey..";
    static final String JETTY = "org.eclipse.jetty..";
    static final String ARTEMIS = "org.apache.activemq..";
    static final String MICROMETER = "io.micrometer..";
    static final String CIPHERS = "javax.crypto..";
    static final String PAYARA = "fish.payara..";
    static final String CONNECTOR = "org.agentwarden..connector";
    static final String GRIZZLY = "org.glassfish.grizzly..";

    private static final Set<String> PATH_OF_A_REQUEST =
            Set.of("getRequestURI", "getRequestURL", "getServletPath", "getPathInfo", "getPathTranslated");

    private static final Set<String> WAYS_TO_ANSWER =
            Set.of("setStatus", "sendRedirect", "getOutputStream", "getWriter");

    private static final Set<String> COMPILING_METHODS_OF_STRING =
            Set.of("matches", "replaceAll", "replaceFirst", "split");
    private static final Map<Class<?>, Set<String>> WAITING_METHODS = Map.ofEntries(
            entry(Future.class, Set.of("get", "join")),
            entry(BlockingQueue.class, Set.of("take", "put")),
            entry(CountDownLatch.class, Set.of("await")),
            entry(CyclicBarrier.class, Set.of("await")),
            entry(Condition.class, Set.of("await", "awaitUninterruptibly")),
            entry(Semaphore.class, Set.of("acquire", "acquireUninterruptibly")),
            entry(Lock.class, Set.of("lock", "lockInterruptibly")),
            entry(ExecutorService.class, Set.of("invokeAll", "invokeAny")),
            entry(LockSupport.class, Set.of("park")),
            entry(Process.class, Set.of("waitFor")),
            entry(Thread.class, Set.of("join")),
            entry(Object.class, Set.of("wait")));
    /** By the Java launcher, by {@code @Fallback}, and by the workflow of an enterprise. */
    private static final Set<String> CALLED_BY_OTHERS = Set.of("main", "recordOneByOne", "subscribing");

    private static final String[] FEATURES = {AGENTS, APPROVALS, ORGANIZATIONS, ACTIONS};
    private static final String[] OTHER_SERVERS = {"com.sun.enterprise..", "org.jboss..", "org.wildfly.."};

    @ArchTest
    static final ArchRule FEATURES_KNOW_NEITHER_WEBHOOKS_NOR_AUDIT = noClasses()
            .that()
            .resideInAnyPackage(FEATURES)
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(WEBHOOKS, AUDIT)
            .because("features raise events and do not ask who listens");

    @ArchTest
    static final ArchRule AUDIT_KNOWS_FEATURES_BY_THEIR_EVENTS_AND_THE_PLAN_ONLY = noClasses()
            .that()
            .resideInAPackage(AUDIT)
            .should()
            .dependOnClassesThat(resideInAnyPackage(FEATURES)
                    .or(resideInAPackage(WEBHOOKS))
                    .and(DescribedPredicate.not(eventsOrEnums()
                            .or(theSourceOfPlans())
                            .or(thePastDecisions())
                            .or(theNamesOfActions()))))
            .because("a listener that reads a feature's state would have to change with it");

    @ArchTest
    static final ArchRule WEBHOOKS_KNOW_FEATURES_BY_THEIR_EVENTS_THE_PLAN_AND_NAMES_ONLY = noClasses()
            .that()
            .resideInAPackage(WEBHOOKS)
            .should()
            .dependOnClassesThat(resideInAnyPackage(FEATURES)
                    .or(resideInAPackage(AUDIT))
                    .and(DescribedPredicate.not(eventsOrEnums()
                            .or(theSourceOfPlans())
                            .or(theNamesOfAgents())
                            .or(theNamesOfActions()))))
            .because("a listener that reads a feature's state would have to change with it");

    @ArchTest
    static final ArchRule METRICS_KNOW_FEATURES_BY_THEIR_EVENTS_ONLY = noClasses()
            .that()
            .resideInAPackage(METRICS)
            .should()
            .dependOnClassesThat(resideInAnyPackage(FEATURES)
                    .or(resideInAPackage(AUDIT))
                    .and(DescribedPredicate.not(eventsOrEnums())))
            .because("a listener that reads a feature's state would have to change with it");

    @ArchTest
    static final ArchRule NOBODY_DEPENDS_ON_METRICS = noClasses()
            .that()
            .resideOutsideOfPackage(METRICS)
            .should()
            .dependOnClassesThat()
            .resideInAPackage(METRICS)
            .because("they only observe");

    @ArchTest
    static final ArchRule LIVE_KNOWS_FEATURES_BY_THEIR_EVENTS_ONLY = noClasses()
            .that()
            .resideInAPackage(LIVE)
            .should()
            .dependOnClassesThat(resideInAnyPackage(FEATURES)
                    .or(resideInAnyPackage(AUDIT, WEBHOOKS))
                    .and(DescribedPredicate.not(eventsOrEnums().or(whatEventsHold()))))
            .because("pages are told that something changed, and learn what from the API");

    @ArchTest
    static final ArchRule THE_DASHBOARD_IS_A_CLIENT_OF_THE_API = noClasses()
            .that()
            .resideInAPackage(DASHBOARD)
            .should()
            .dependOnClassesThat(resideInAnyPackage(FEATURES)
                    .or(resideInAnyPackage(AUDIT, WEBHOOKS))
                    .or(assignableTo(EntityManager.class)))
            .because("what it shows comes through the API, with all its checks");

    @ArchTest
    static final ArchRule NOBODY_DEPENDS_ON_WHAT_PAGES_SEE = noClasses()
            .that()
            .resideOutsideOfPackages(LIVE, DASHBOARD)
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(LIVE, DASHBOARD)
            .because("they only observe and show");

    @ArchTest
    static final ArchRule ONLY_METRICS_KNOW_MICROMETER = noClasses()
            .that()
            .resideOutsideOfPackage(METRICS)
            .should()
            .dependOnClassesThat()
            .resideInAPackage(MICROMETER)
            .because("what happens is told by events, and who counts them is not the business of who tells");

    @ArchTest
    static final ArchRule WEBHOOKS_ARE_LAYERED = layeredArchitecture()
            .consideringOnlyDependenciesInLayers()
            .layer("testing")
            .definedBy(TESTING)
            .layer("history")
            .definedBy(HISTORY)
            .layer("dispatch")
            .definedBy(DISPATCH)
            .layer("outbox")
            .definedBy(OUTBOX)
            .layer("engine")
            .definedBy(ENGINE)
            .layer("scheduling")
            .definedBy(SCHEDULING)
            .layer("client")
            .definedBy(CLIENT)
            .layer("deliveries")
            .definedBy(DELIVERIES)
            .layer("endpoints")
            .definedBy(ENDPOINTS)
            .layer("signing")
            .definedBy(SIGNING)
            .layer("egress")
            .definedBy(EGRESS)
            .whereLayer("testing")
            .mayNotBeAccessedByAnyLayer()
            .whereLayer("history")
            .mayNotBeAccessedByAnyLayer()
            .whereLayer("dispatch")
            .mayNotBeAccessedByAnyLayer()
            .whereLayer("outbox")
            .mayOnlyBeAccessedByLayers("testing")
            .whereLayer("engine")
            .mayOnlyBeAccessedByLayers("dispatch", "testing")
            .whereLayer("scheduling")
            .mayOnlyBeAccessedByLayers("engine")
            .whereLayer("client")
            .mayOnlyBeAccessedByLayers("engine", "testing")
            .whereLayer("deliveries")
            .mayOnlyBeAccessedByLayers("testing", "history", "dispatch", "outbox", "engine", "scheduling", "client")
            .whereLayer("endpoints")
            .mayOnlyBeAccessedByLayers("testing", "history", "outbox", "engine", "deliveries")
            .whereLayer("signing")
            .mayOnlyBeAccessedByLayers("endpoints", "engine")
            .whereLayer("egress")
            .mayOnlyBeAccessedByLayers("endpoints", "client", "engine");

    @ArchTest
    static final ArchRule ROOMS_ARE_FREE_OF_CYCLES =
            slices().assignedFrom(new Rooms()).should().beFreeOfCycles();

    @ArchTest
    static final ArchRule RESOURCES_LEAVE_THE_DATABASE_TO_OTHERS = noClasses()
            .that()
            .areAnnotatedWith(Path.class)
            .or()
            .haveSimpleNameEndingWith("Resource")
            .should()
            .dependOnClassesThat()
            .areAssignableTo(EntityManager.class)
            .because("a resource has no transaction");

    @ArchTest
    static final ArchRule RESOURCE_METHODS_BELONG_TO_ONE_PLANE = methods()
            .that(answerRequests())
            .should(ArchCondition.from(describe(
                    "belong, by themselves or their class, to exactly one of @TokenProtected, @ApiKeyProtected, @Anonymous",
                    method -> Stream.of(TokenProtected.class, ApiKeyProtected.class, Anonymous.class)
                                    .filter(plane -> isMarked(method, plane))
                                    .count()
                            == 1)));

    @ArchTest
    static final ArchRule RESOURCE_METHODS_SAY_WHO_MAY_CALL_THEM = methods()
            .that(answerRequests())
            .should(ArchCondition.from(describe(
                    "carry, themselves or by their class, @RequiresRole or @Anonymous",
                    method -> isMarked(method, RequiresRole.class) || isMarked(method, Anonymous.class))))
            .because("one that says nothing is refused to everybody");

    @ArchTest
    static final ArchRule REQUESTS_WITH_AN_API_KEY_ACT_FOR_AN_AGENT_OF_THE_KEY = methods()
            .that(answerRequests())
            .and(describe("are @ApiKeyProtected", method -> isMarked(method, ApiKeyProtected.class)))
            .should(ArchCondition.from(describe("call Caller.actFor", Rules::asksForWhichAgents)))
            .because("a key may be bound to agents, and speaks for no other");

    @ArchTest
    static final ArchRule ONLY_THE_CLIENT_SENDS_WEBHOOKS = noClasses()
            .that()
            .resideOutsideOfPackage(CLIENT)
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(REST_CLIENT, JERSEY, JETTY)
            .because("the egress policy and the time limits hold there alone");

    @ArchTest
    static final ArchRule ONLY_THE_ISSUER_IS_ASKED_WITHOUT_THE_EGRESS_POLICY = noClasses()
            .that()
            .resideOutsideOfPackages(OIDC, LAUNCHER)
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("java.net.http..", "org.jose4j.http..")
            .because(
                    "the operator has named the issuer, a rehearsal asks its own server, and nobody else's URLs are asked there");

    @ArchTest
    static final ArchRule SESSIONS_BEGIN_IN_ONE_PLACE = noClasses()
            .that()
            .haveNameNotMatching(".*\\.organizations\\.(SignIns|ExternalSignIn)")
            .should(accessTargetWhere(describe("issues or accepts a token", Rules::beginsSession)))
            .because("SignIns tells the log of each session that begins");

    @ArchTest
    static final ArchRule DESTINATIONS_ARE_NOT_KEPT = noFields()
            .that()
            .areDeclaredInClassesThat()
            .resideOutsideOfPackage(ENDPOINTS)
            .should()
            .haveRawType(resideInAPackage(ENDPOINTS).and(simpleName("Destination")))
            .because("a URL, a secret or a header may be changed before what was kept is used: who sends asks then");

    @ArchTest
    static final ArchRule WHAT_IS_REMEMBERED_IS_FORGOTTEN_AFTER_A_ROLLBACK_TOO = methods()
            .that(describe("forget what is remembered", Rules::forgets))
            .should(ArchCondition.from(describe("observe AFTER_COMPLETION", Rules::observesCompletion)))
            .because("what a transaction has read of its own changes may have been remembered, and then it rolls back");

    @ArchTest
    static final ArchRule ONLY_DISPATCH_AND_BROKER_KNOW_MESSAGING = noClasses()
            .that()
            .resideOutsideOfPackages(DISPATCH, BROKER)
            .should()
            .dependOnClassesThat()
            .resideInAPackage(MESSAGING);

    @ArchTest
    static final ArchRule NOTHING_IS_DESERIALIZED = noClasses()
            .should()
            .dependOnClassesThat(assignableTo(ObjectInputStream.class).or(assignableTo(ObjectMessage.class)))
            .orShould(accessTargetWhere(describe("takes the body of a message of any type", Rules::takesAnyBody)))
            .because("whoever writes the stream chooses the classes");

    @ArchTest
    static final ArchRule ONLY_THE_BROKER_KNOWS_ARTEMIS = noClasses()
            .that()
            .resideOutsideOfPackage(BROKER)
            .should()
            .dependOnClassesThat()
            .resideInAPackage(ARTEMIS)
            .because("Artemis is not on the application's class path");

    @ArchTest
    static final ArchRule ONLY_THE_LAUNCHER_KNOWS_A_SERVER = noClasses()
            .that()
            .resideOutsideOfPackage(LAUNCHER)
            .should()
            .dependOnClassesThat(resideInAPackage(PAYARA).or(resideInAnyPackage(OTHER_SERVERS)))
            .because("the same archive runs on every server");

    @ArchTest
    static final ArchRule ONLY_THE_CONNECTOR_KNOWS_GRIZZLY = noClasses()
            .that()
            .resideOutsideOfPackage(CONNECTOR)
            .should()
            .dependOnClassesThat()
            .resideInAPackage(GRIZZLY)
            .because("Grizzly is not on the application's class path");

    @ArchTest
    static final ArchRule PATHS_DECIDE_NOTHING = noClasses()
            .that()
            .haveNameNotMatching(".*\\.platform\\.http\\.(HttpsRedirect|MalformedTargets|StaticFiles)")
            .should(accessTargetWhere(describe("reads the path of a request", Rules::readsARequestsPath)))
            .because("one resource has many spellings: limits and rules belong to the resource, by an annotation");

    @ArchTest
    static final ArchRule ANSWERS_OF_SERVLETS_HAVE_THE_SECURITY_HEADERS = methods()
            .that(describe("answer without a resource", Rules::writesAnswer))
            .should(ArchCondition.from(describe("call SecurityHeaders.addTo", Rules::addsSecurityHeaders)))
            .because("the listener takes an empty answer without them for one that nobody has written");

    @ArchTest
    static final ArchRule SERVLETS_ANSWER_OPTIONS_THEMSELVES = classes()
            .that()
            .areAssignableTo(HttpServlet.class)
            .should(ArchCondition.from(describe(
                    "declare service or doOptions",
                    type -> type.getMethods().stream()
                            .anyMatch(method -> Set.of("service", "doOptions").contains(method.getName())))))
            .because("the answer of HttpServlet is empty and has no security headers");

    @ArchTest
    static final ArchRule ANONYMOUS_POSTS_ARE_LIMITED_BY_CLIENT = methods()
            .that(describe(
                    "are POSTs that anybody may call",
                    method -> method.isAnnotatedWith(POST.class) && isMarked(method, Anonymous.class)))
            .should()
            .beAnnotatedWith(LimitedByClient.class)
            .because("there is no organization whose limit would hold");

    @ArchTest
    static final ArchRule ONLY_SECURITY_AND_SIGNING_USE_CIPHERS = noClasses()
            .that()
            .resideOutsideOfPackages(SECURITY, SIGNING)
            .should()
            .dependOnClassesThat()
            .resideInAPackage(CIPHERS);

    @ArchTest
    static final ArchRule ONLY_THE_PLATFORM_READS_THE_MACHINES_CLOCK = noClasses()
            .that()
            .resideOutsideOfPackage(PLATFORM)
            .should(accessTargetWhere(describe("reads the machine's clock", Rules::readsTheMachinesClock)))
            .because("whoever needs the time is given an InstantSource, which a test can set");

    @ArchTest
    static final ArchRule ONLY_THE_JSON_CODEC_READS_EXACT_NUMBERS = noClasses()
            .that()
            .resideOutsideOfPackage(PLATFORM + "json..")
            .should(accessTargetWhere(describe("reads an exact number of JSON", Rules::readsExactNumber)))
            .because("a number that a caller writes can be too long to be read; JsonCodec.decimal says so");

    @ArchTest
    static final ArchRule REGULAR_EXPRESSIONS_ARE_CONSTANTS = noClasses()
            .should(accessTargetWhere(
                    describe("makes a regular expression outside of a constant", Rules::makesRegularExpression)))
            .because("an expression that a caller writes can take exponential time");

    @ArchTest
    static final ArchRule NOTHING_IS_LOOKED_UP_UNDER_A_LOCK = noClasses()
            .that()
            .resideOutsideOfPackage(LIMITS)
            .should(accessTargetWhere(describe("has a cache load what it does not know", Rules::loadsUnderLock)))
            .because(
                    "others wait for a slow query who ask for the same; ShortLivedCache looks up outside of its lock, and"
                            + " the limits only make objects");

    @ArchTest
    static final ArchRule WAITS_HAVE_A_LIMIT = noClasses()
            .should(accessTargetWhere(describe("waits without a time limit", Rules::waitsWithoutLimit)))
            .because("whoever waits for ever takes a thread from the others");

    @ArchTest
    static final ArchRule WARNINGS_ARE_THROTTLED = classes()
            .that(describe("log warnings or errors", Rules::mentionsWarnings))
            .and()
            .resideOutsideOfPackage(BROKER)
            .should(ArchCondition.from(describe(
                    "log through ThrottledLog",
                    type -> type.getMethodCallsFromSelf().stream()
                            .noneMatch(call -> call.getTargetOwner().isEquivalentTo(System.Logger.class)))))
            .because("a failure can repeat with every request or delivery, and an outage must not fill the disk");

    @ArchTest
    static final ArchRule METHODS_HAVE_CALLERS = methods()
            .that(describe("are called by name, and not by a framework", Rules::isCalledByName))
            .should(ArchCondition.from(describe("have a caller beside the tests", Rules::hasCaller)))
            .because("nobody needs a method that only its tests call");

    @ArchTest
    static final ArchRule ONLY_THE_SCHEDULER_RUNS_THINGS_PERIODICALLY = noClasses()
            .that()
            .resideOutsideOfPackages(SCHEDULE, TIMEOUTS)
            .should()
            .dependOnClassesThat(assignableTo(Schedule.class)
                    .or(assignableTo(TimerService.class))
                    .or(assignableTo(java.util.Timer.class))
                    .or(assignableTo(ScheduledExecutorService.class)))
            .because("a task must be a PeriodicTask: guarded, counted, and watched by the liveness check");

    @ArchTest
    static final ArchRule THREADS_ARE_BORN_IN_THE_CONTAINER = noClasses()
            .that()
            .resideOutsideOfPackages(LAUNCHER, BROKER, TIMEOUTS)
            .should(accessTargetWhere(describe("creates a thread without the container", Rules::createsOwnThread)))
            .because("what runs on a thread that the container does not know has no context for its services");

    @ArchTest
    static final ArchRule NAMES_SAY_WHAT_A_CLASS_IS =
            noClasses().should().haveNameMatching(".*(Impl|Manager|Helper|Utils?)");

    @ArchTest
    static final ArchRule PACKAGES_ARE_DESCRIBED = classes()
            .should(ArchCondition.from(describe("reside in a package with a package-info", Rules::isDescribed)));

    @ArchTest
    static final ArchRule INTERFACES_HAVE_SEVERAL_IMPLEMENTATIONS = noClasses()
            .should(ArchCondition.from(
                    describe("be an open interface with exactly one implementation", Rules::isNeedlessInterface)))
            .because(
                    "an interface earns its place by a second implementation, or as a port that another package implements");

    @ArchTest
    static final ArchRule STATE_IS_PRIVATE = noFields()
            .that()
            .areNotStatic()
            .should()
            .bePublic()
            .because("changes to an entity's public field are lost, and a bean with one is not deployed");

    @ArchTest
    static final ArchRule SESSION_BEANS_HIDE_OR_SHOW_METHODS = methods()
            .that()
            .areDeclaredInClassesThat()
            .areAnnotatedWith(Stateless.class)
            .or()
            .areDeclaredInClassesThat()
            .areAnnotatedWith(Singleton.class)
            .and()
            .areNotAnnotatedWith(PostConstruct.class)
            .should()
            .bePublic()
            .orShould()
            .bePrivate()
            .because("WildFly refuses to call a session bean's method that is neither");

    @ArchTest
    static final ArchRule ACTIONS_ARE_NO_TEXTS = fields().that()
            .haveName("action")
            .and()
            .areDeclaredInClassesThat(resideInAnyPackage(AGENTS, APPROVALS, ACTIONS, AUDIT)
                    .and(DescribedPredicate.not(eventsOrEnums()))
                    .and(DescribedPredicate.not(CanBeAnnotated.Predicates.annotatedWith(Entity.class)
                            .or(CanBeAnnotated.Predicates.annotatedWith(MappedSuperclass.class)))))
            .should(ArchCondition.from(describe(
                    "be an Action, which knows by what it is compared",
                    field -> field.getType().getAllInvolvedRawTypes().stream()
                            .anyMatch(type -> type.getSimpleName().equals("Action")))))
            .because("two spellings of one action must not be told apart by a comparison of texts");

    @ArchTest
    static final ArchRule ONLY_THE_LAUNCHER_USES_STANDARD_STREAMS = noClasses()
            .that()
            .resideOutsideOfPackage(LAUNCHER)
            .should(ACCESS_STANDARD_STREAMS)
            .because("a server speaks through its log");

    @ArchTest
    static final ArchRule RESOURCES_ARE_MADE_ONCE = classes()
            .that()
            .areAnnotatedWith(Path.class)
            .should()
            .beAnnotatedWith(ApplicationScoped.class)
            .because("to make and inject one for every request took a quarter of the request's time");

    @ArchTest
    static final ArchRule STARTUP_BEANS_REPORT_THEIR_FAILURE = classes()
            .that()
            .areAnnotatedWith(Startup.class)
            .and(describe(
                    "do something at the start",
                    type -> type.getMethods().stream().anyMatch(method -> method.isAnnotatedWith(PostConstruct.class))))
            .should(ArchCondition.from(describe(
                    "have the interceptor ReportsStartFailure",
                    type -> type.tryGetAnnotationOfType(Interceptors.class)
                            .map(interceptors -> List.of(interceptors.value()).contains(ReportsStartFailure.class))
                            .orElse(false))))
            .because("a start that fails ends with one line that says why");

    @ArchTest
    static final ArchRule NOTHING_DEPENDS_ON_THE_MACHINES_LANGUAGE = noClasses()
            .should(accessTargetWhere(describe("uses the default locale", Rules::usesTheDefaultLocale)))
            .because("the same request has the same answer wherever the server runs");

    @ArchTest
    static final ArchRule SETTINGS_ARE_READ_AS_WRITTEN = noClasses()
            .should()
            .dependOnClassesThat()
            .haveFullyQualifiedName("org.eclipse.microprofile.config.ConfigProvider")
            .orShould()
            .dependOnClassesThat()
            .haveFullyQualifiedName("org.eclipse.microprofile.config.inject.ConfigProperty")
            .because("MicroProfile Config expands ${...}, which may be part of a password");

    private Rules() {}

    private static boolean mentionsWarnings(JavaClass type) {
        return type.getFieldAccessesFromSelf().stream()
                .filter(access -> access.getTargetOwner().isEquivalentTo(System.Logger.Level.class))
                .anyMatch(access -> Set.of("WARNING", "ERROR").contains(access.getName()));
    }

    /** Methods with a variant that is given a {@code Locale}, when it is not. */
    private static boolean usesTheDefaultLocale(JavaAccess<?> access) {
        if (!(access.getTarget() instanceof CodeUnitAccessTarget target)) {
            return false;
        }
        JavaClass owner = target.getOwner();
        String name = target.getName();
        boolean isGivenALocale =
                target.getRawParameterTypes().stream().anyMatch(type -> type.isEquivalentTo(Locale.class));
        boolean ofText = owner.isEquivalentTo(String.class)
                && Set.of("format", "formatted", "toLowerCase", "toUpperCase").contains(name);
        boolean ofPrinter = Set.of("printf", "format").contains(name)
                && (owner.isAssignableTo(PrintStream.class) || owner.isAssignableTo(PrintWriter.class));
        boolean ofDates = owner.isEquivalentTo(DateTimeFormatter.class)
                && Set.of("ofPattern", "ofLocalizedDate", "ofLocalizedDateTime").contains(name);
        boolean ofFormats = owner.isAssignableTo(Format.class) || owner.isEquivalentTo(Formatter.class);
        return !isGivenALocale
                && (ofText
                        || ofPrinter
                        || ofDates
                        || (ofFormats
                                && Set.of("<init>", "getInstance", "format").contains(name)));
    }

    /** Events are records named by what has happened: {@code ApprovalDecided}. */
    private static DescribedPredicate<JavaClass> eventsOrEnums() {
        return RECORDS.and(simpleNameEndingWith("ed"))
                .or(ENUMS)
                .or(simpleName("AgentAction"))
                .as("are past-tense event records, what these have in common, or enums");
    }

    /** An attempt that {@code AttemptsRecorded} lists names the delivery and its organization. */
    private static DescribedPredicate<JavaClass> whatEventsHold() {
        return resideInAPackage(DELIVERIES).and(simpleName("ClaimedDelivery").or(simpleName("Recorded")));
    }

    private static DescribedPredicate<JavaClass> theSourceOfPlans() {
        return resideInAPackage(ORGANIZATIONS).and(simpleName("Organizations").or(simpleName("PlanCache")));
    }

    /** The log is compared with the approvals that agents act on. */
    private static DescribedPredicate<JavaClass> thePastDecisions() {
        return resideInAPackage(APPROVALS).and(simpleName("PastDecisions"));
    }

    /** A person filters by the name of an agent, which its events do not carry. */
    private static DescribedPredicate<JavaClass> theNamesOfAgents() {
        return resideInAPackage(AGENTS).and(simpleName("AgentNameCache"));
    }

    /** Listeners compare actions as the features do. */
    private static DescribedPredicate<JavaClass> theNamesOfActions() {
        return resideInAPackage(AGENTS).and(simpleName("Action"));
    }

    private static DescribedPredicate<JavaMethod> answerRequests() {
        return describe(
                "answer requests",
                method -> method.isMetaAnnotatedWith(HttpMethod.class) || method.isAnnotatedWith(Path.class));
    }

    private static boolean isMarked(JavaMethod method, Class<? extends Annotation> mark) {
        return method.isAnnotatedWith(mark) || method.getOwner().isAnnotatedWith(mark);
    }

    /** Frameworks find methods by an annotation, or by a type of theirs that declares them. */
    private static boolean isCalledByName(JavaMethod method) {
        boolean isAnnotated = !method.getAnnotations().isEmpty()
                || method.getParameters().stream()
                        .anyMatch(parameter -> !parameter.getAnnotations().isEmpty());
        boolean isGenerated = method.getModifiers().contains(JavaModifier.SYNTHETIC)
                || (method.getOwner().isEnum() && Set.of("values", "valueOf").contains(method.getName()))
                || (method.getOwner().isRecord()
                        && method.getOwner().tryGetField(method.getName()).isPresent());
        return !isAnnotated && !isGenerated && !CALLED_BY_OTHERS.contains(method.getName()) && !overrides(method);
    }

    /** Types of others are not read here: each method of a class that has one above it may override one of theirs. */
    private static boolean overrides(JavaMethod method) {
        return OF_EVERY_OBJECT.contains(method.getName())
                || Stream.concat(
                                method.getOwner().getAllRawSuperclasses().stream(),
                                method.getOwner().getAllRawInterfaces().stream())
                        .filter(type -> !PLAIN_PARENTS.contains(type.getName()))
                        .anyMatch(type -> !type.getPackageName().startsWith("org.agentwarden")
                                || type.getMethods().stream()
                                        .anyMatch(other -> other.getName().equals(method.getName())));
    }

    private static boolean hasCaller(JavaMethod method) {
        return Stream.concat(method.getCallsOfSelf().stream(), method.getReferencesToSelf().stream())
                .anyMatch(call -> !call.getOrigin().equals(method));
    }

    private static boolean asksForWhichAgents(JavaMethod method) {
        return method.getMethodCallsFromSelf().stream()
                .anyMatch(call -> call.getTargetOwner().isEquivalentTo(Caller.class)
                        && call.getName().equals("actFor"));
    }

    private static boolean beginsSession(JavaAccess<?> access) {
        JavaClass owner = access.getTargetOwner();
        String name = access.getTarget().getName();
        return (owner.isEquivalentTo(AccessTokens.class) && name.equals("issue"))
                || (owner.isEquivalentTo(SignIns.SignedIn.class) && name.equals("<init>"))
                || (owner.isEquivalentTo(ExternalTokens.class) && name.equals("identityOf"));
    }

    private static boolean readsARequestsPath(JavaAccess<?> access) {
        JavaClass owner = access.getTargetOwner();
        String name = access.getTarget().getName();
        return (owner.isAssignableTo(HttpServletRequest.class) && PATH_OF_A_REQUEST.contains(name))
                || (owner.isAssignableTo(UriInfo.class) && name.equals("getPath"));
    }

    /** A {@code sendError} is answered by the error page. */
    private static boolean writesAnswer(JavaMethod method) {
        return method.getMethodCallsFromSelf().stream()
                .anyMatch(call -> call.getTargetOwner().isAssignableTo(HttpServletResponse.class)
                        && WAYS_TO_ANSWER.contains(call.getName()));
    }

    private static boolean addsSecurityHeaders(JavaMethod method) {
        return method.getMethodCallsFromSelf().stream()
                .anyMatch(call -> call.getTargetOwner().getSimpleName().equals("SecurityHeaders")
                        && call.getName().equals("addTo"));
    }

    private static boolean readsExactNumber(JavaAccess<?> access) {
        return access.getTargetOwner().isEquivalentTo(JsonNumber.class)
                && (access.getName().startsWith("big") || access.getName().endsWith("Exact"));
    }

    private static boolean readsTheMachinesClock(JavaAccess<?> access) {
        if (!(access.getTarget() instanceof CodeUnitAccessTarget target)) {
            return false;
        }
        JavaClass owner = target.getOwner();
        String name = target.getName();
        boolean isGivenAClock =
                target.getRawParameterTypes().stream().anyMatch(type -> type.isEquivalentTo(Clock.class));
        boolean isNow = owner.getPackageName().startsWith("java.time") && name.equals("now");
        boolean isClock = owner.isEquivalentTo(Clock.class) && (name.startsWith("system") || name.startsWith("tick"));
        return ((isNow || isClock) && !isGivenAClock)
                || (owner.isEquivalentTo(InstantSource.class) && name.equals("system"))
                || (owner.isEquivalentTo(System.class) && name.equals("currentTimeMillis"))
                || (owner.isEquivalentTo(Date.class)
                        && target.getRawParameterTypes().isEmpty()
                        && name.equals("<init>"));
    }

    /**
     * {@code String.split} and the like compile their argument, and the byte code does not show whether that is a
     * constant: {@code Pattern} constants have the same methods.
     */
    private static boolean makesRegularExpression(JavaAccess<?> access) {
        JavaClass owner = access.getTargetOwner();
        String name = access.getTarget().getName();
        boolean isConstant = access.getOrigin().getName().equals(JavaStaticInitializer.STATIC_INITIALIZER_NAME)
                && !access.isDeclaredInLambda();
        return (owner.isEquivalentTo(String.class) && COMPILING_METHODS_OF_STRING.contains(name))
                || (owner.isEquivalentTo(Pattern.class)
                        && Set.of("compile", "matches").contains(name)
                        && !isConstant);
    }

    /** Of an {@code ObjectMessage}, these deserialize the body before they compare its type. */
    private static boolean takesAnyBody(JavaAccess<?> access) {
        return Set.of("getBody", "isBodyAssignableTo", "receiveBody", "receiveBodyNoWait")
                        .contains(access.getTarget().getName())
                && access.getTargetOwner().getPackageName().equals("jakarta.jms");
    }

    private static boolean loadsUnderLock(JavaAccess<?> access) {
        return access.getTarget() instanceof CodeUnitAccessTarget target
                && target.getOwner().isAssignableTo(Cache.class)
                && target.getRawParameterTypes().stream().anyMatch(type -> type.isEquivalentTo(Function.class));
    }

    private static boolean waitsWithoutLimit(JavaAccess<?> access) {
        return access.getTarget() instanceof CodeUnitAccessTarget target
                && WAITING_METHODS.entrySet().stream()
                        .anyMatch(waiting -> target.getOwner().isAssignableTo(waiting.getKey())
                                && waiting.getValue().contains(target.getName()))
                && target.getRawParameterTypes().stream()
                        .noneMatch(type -> type.isEquivalentTo(long.class) || type.isEquivalentTo(Duration.class));
    }

    private static boolean forgets(JavaMethod method) {
        return observed(method).findAny().isPresent()
                && method.getMethodCallsFromSelf().stream()
                        .anyMatch(call -> call.getTargetOwner().isEquivalentTo(ShortLivedCache.class)
                                && call.getName().equals("forget"));
    }

    private static boolean observesCompletion(JavaMethod method) {
        return observed(method).allMatch(observes -> observes.during() == TransactionPhase.AFTER_COMPLETION);
    }

    private static Stream<Observes> observed(JavaMethod method) {
        return method.getParameters().stream()
                .flatMap(parameter -> parameter.tryGetAnnotationOfType(Observes.class).stream());
    }

    /** A pool must be given a thread factory, and a stage of a future an executor. */
    private static boolean createsOwnThread(JavaAccess<?> access) {
        if (!(access.getTarget() instanceof CodeUnitAccessTarget target)) {
            return false;
        }
        JavaClass owner = target.getOwner();
        String name = target.getName();
        boolean isConstructor = name.equals("<init>");
        boolean createsThread = isConstructor && owner.isAssignableTo(Thread.class);
        boolean createsPool = owner.isEquivalentTo(Executors.class)
                || (isConstructor && owner.isAssignableTo(ThreadPoolExecutor.class))
                || (isConstructor && owner.isAssignableTo(ForkJoinPool.class));
        boolean usesCommonPool = owner.isAssignableTo(CompletionStage.class) && name.endsWith("Async");
        boolean usesDelayScheduler = owner.isEquivalentTo(CompletableFuture.class) && name.equals("delayedExecutor");
        return createsThread
                || usesDelayScheduler
                || (createsPool && !takes(target, ThreadFactory.class))
                || (usesCommonPool && !takes(target, Executor.class))
                || name.equals("parallelStream");
    }

    private static boolean takes(CodeUnitAccessTarget target, Class<?> parameter) {
        return target.getRawParameterTypes().stream().anyMatch(type -> type.isEquivalentTo(parameter));
    }

    /** Looks among the sources: a package-info without annotations leaves no class. */
    private static boolean isDescribed(JavaClass type) {
        String file = type.getPackageName().replace('.', '/') + "/package-info.java";
        return Stream.of("src/main/java", "src/test/java", "src/programs/java")
                .anyMatch(root -> Files.exists(java.nio.file.Path.of(root, file)));
    }

    private static boolean isNeedlessInterface(JavaClass type) {
        List<JavaClass> implementations = type.getAllSubclasses().stream()
                .filter(subclass -> !subclass.isInterface())
                .toList();
        return type.isInterface()
                && !type.isAnnotation()
                && !type.isSealed()
                && !type.isAnnotatedWith(FunctionalInterface.class)
                && implementations.size() == 1
                && implementations.get(0).getPackageName().equals(type.getPackageName());
    }
}
