package org.agentwarden.architecture.planted.approvals;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;

/** Writes a line for each failure. */
public class LoudApprovals {

    private static final Logger LOG = System.getLogger(LoudApprovals.class.getName());

    public void failed(String id) {
        LOG.log(Level.WARNING, "Approval {0} failed", id);
    }
}
