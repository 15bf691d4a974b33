package org.agentwarden.agents;

import java.util.Optional;

/**
 * What a check comes to.
 *
 * @param judgement that of the permissions that are enforced
 * @param shadow that of all permissions, those in shadow as well, where it has another status or comes from another
 *     permission
 */
public record Ruling(Judgement judgement, Optional<Judgement> shadow) {}
