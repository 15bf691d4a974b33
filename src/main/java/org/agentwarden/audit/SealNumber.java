package org.agentwarden.audit;

import jakarta.persistence.Column;
import jakarta.persistence.Embeddable;
import java.io.Serializable;
import java.util.Objects;

/** Which seal of which organization's log; the first is number 1. */
@Embeddable
public class SealNumber implements Serializable {

    private static final long serialVersionUID = 1L;

    @Column(name = "organization_id")
    private String organizationId;

    private long number;

    protected SealNumber() {}

    SealNumber(String organizationId, long number) {
        this.organizationId = organizationId;
        this.number = number;
    }

    String organizationId() {
        return organizationId;
    }

    long number() {
        return number;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof SealNumber that && that.number == number && that.organizationId.equals(organizationId);
    }

    @Override
    public int hashCode() {
        return Objects.hash(organizationId, number);
    }
}
