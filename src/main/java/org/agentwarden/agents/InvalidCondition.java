package org.agentwarden.agents;

/** A text that is no condition: says where, from line 1 and column 1 on. */
final class InvalidCondition extends Exception {

    private static final long serialVersionUID = 1L;

    InvalidCondition(int line, int column, String reason) {
        super((line == 1 ? "column " : "line " + line + ", column ") + column + ": " + reason.strip());
    }
}
