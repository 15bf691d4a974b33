package org.agentwarden.architecture.planted.agents;

import jakarta.ejb.Stateless;

/** A session bean with a method that one server calls and another does not. */
@Stateless
public class HalfHiddenBean {

    String status() {
        return "active";
    }
}
