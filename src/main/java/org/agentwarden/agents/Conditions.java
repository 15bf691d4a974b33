package org.agentwarden.agents;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.cel.checker.CelStandardDeclarations;
import dev.cel.common.CelIssue;
import dev.cel.common.CelOptions;
import dev.cel.common.CelValidationException;
import dev.cel.common.types.MapType;
import dev.cel.common.types.SimpleType;
import dev.cel.compiler.CelCompiler;
import dev.cel.compiler.CelCompilerFactory;
import dev.cel.parser.CelStandardMacro;
import dev.cel.runtime.CelEvaluationException;
import dev.cel.runtime.CelRuntime;
import dev.cel.runtime.CelRuntimeFactory;
import dev.cel.runtime.CelStandardFunctions;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Set;

/**
 * The conditions of permissions, written in the Common Expression Language (cel.dev). Compiles them, keeps the last thousand
 * that were asked for, and evaluates them. Thread-safe.
 *
 * <p>An expression has a bound on its length, its parts and the members of lists that it looks at. It can't search by
 * regular expressions or join texts and lists, so the time that it takes is bounded by its length and the context's.
 */
@ApplicationScoped
public class Conditions {

    static final int LONGEST = 2_000;

    private static final int MOST_PARTS = 300;
    private static final int MOST_ITERATIONS = 1_000;
    private static final int MOST_KEPT = 1_000;

    private final Cache<String, CelRuntime.Program> programs =
            Caffeine.newBuilder().maximumSize(MOST_KEPT).build();

    /** Created when the first condition is seen: most servers never need it. */
    private static final class Language {

        private static final Set<String> NOT_INCLUDED = Set.of("ADD_STRING", "ADD_BYTES", "ADD_LIST");

        private static final CelOptions OPTIONS = CelOptions.current()
                .maxExpressionCodePointSize(LONGEST)
                .maxParseExpressionNodeCount(MOST_PARTS)
                .comprehensionMaxIterations(MOST_ITERATIONS)
                .enableHeterogeneousNumericComparisons(true)
                .build();

        private static final CelCompiler COMPILER = CelCompilerFactory.standardCelCompilerBuilder()
                .setOptions(OPTIONS)
                .setStandardEnvironmentEnabled(false)
                .setStandardDeclarations(CelStandardDeclarations.newBuilder()
                        .filterFunctions(Language::isIncluded)
                        .build())
                .setStandardMacros(
                        CelStandardMacro.HAS,
                        CelStandardMacro.ALL,
                        CelStandardMacro.EXISTS,
                        CelStandardMacro.EXISTS_ONE)
                .addVar("agent", MapType.create(SimpleType.STRING, SimpleType.STRING))
                .addVar("action", SimpleType.STRING)
                .addVar("context", MapType.create(SimpleType.STRING, SimpleType.DYN))
                .addVar(RequestedAction.ON_BEHALF_OF, SimpleType.STRING)
                .addVar("now", SimpleType.TIMESTAMP)
                .setResultType(SimpleType.BOOL)
                .build();

        /** Without what the compiler does not know either: it can't tell which overload a member of the context takes. */
        private static final CelRuntime RUNTIME = CelRuntimeFactory.plannerRuntimeBuilder()
                .setOptions(OPTIONS)
                .setStandardFunctions(CelStandardFunctions.newBuilder()
                        .filterFunctions(Language::isIncluded)
                        .build())
                .build();

        private static boolean isIncluded(Enum<?> function, Object overload) {
            return !function.name().equals("MATCHES") && !NOT_INCLUDED.contains(overload.toString());
        }

        static CelRuntime.Program compile(String text) throws InvalidCondition {
            try {
                return RUNTIME.createProgram(COMPILER.compile(text).getAst());
            } catch (CelValidationException e) {
                CelIssue first = e.getErrors().get(0);
                throw new InvalidCondition(
                        first.getSourceLocation().getLine(),
                        first.getSourceLocation().getColumn() + 1,
                        first.getMessage());
            } catch (CelEvaluationException e) {
                throw new InvalidCondition(1, 1, String.valueOf(e.getMessage()));
            }
        }
    }

    /** @throws InvalidCondition with the place where it can't be understood */
    static void check(String condition) throws InvalidCondition {
        CelRuntime.Program unused = Language.compile(condition);
    }

    /**
     * Whether a condition holds for a check.
     *
     * @throws ConditionFailed when it can't be told: a member of the context is missing, for example, or of another type
     */
    boolean hold(String condition, CheckFacts facts) throws ConditionFailed {
        try {
            if (program(condition).eval(facts.variables()) instanceof Boolean holds) {
                return holds;
            }
            throw new ConditionFailed("it is neither true nor false");
        } catch (InvalidCondition | CelEvaluationException e) {
            throw new ConditionFailed(String.valueOf(e.getMessage()));
        } catch (RuntimeException e) {
            // Whatever goes wrong blocks the action, and keeps no right of an agent from ending.
            throw new ConditionFailed(e.toString());
        }
    }

    private CelRuntime.Program program(String condition) throws InvalidCondition {
        CelRuntime.Program known = programs.getIfPresent(condition);
        if (known != null) {
            return known;
        }
        CelRuntime.Program compiled = Language.compile(condition);
        programs.put(condition, compiled);
        return compiled;
    }
}
