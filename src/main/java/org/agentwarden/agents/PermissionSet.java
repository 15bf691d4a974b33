package org.agentwarden.agents;

import java.util.List;
import java.util.Optional;

/**
 * The permissions of an agent, made ready once for many checks; they must not change meanwhile.
 *
 * @param enforced those that are not in shadow
 * @param withShadow all of them; empty when none is in shadow
 */
public record PermissionSet(PermissionOrder enforced, Optional<PermissionOrder> withShadow) {

    public static PermissionSet of(List<Permission> permissions) {
        List<Permission> enforced = enforced(permissions);
        return new PermissionSet(
                PermissionOrder.of(enforced),
                Optional.of(permissions)
                        .filter(all -> all.size() > enforced.size())
                        .map(PermissionOrder::of));
    }

    static List<Permission> enforced(List<Permission> permissions) {
        return permissions.stream()
                .filter(permission -> permission.mode() == Mode.ENFORCE)
                .toList();
    }
}
