package dev.crossfade.server.security;

/** What somebody may do with a migration; each includes those before it. */
public enum Role {
  /** Look at everything. */
  VIEWER,
  /** Describe migrations, and let them start, pause, go on and stop. */
  OPERATOR,
  /** Take decisions that cannot be taken back. */
  APPROVER,
  /** Say who may do what. */
  ADMIN;

  /** Whether whoever has this role may do what needs the other one. */
  public boolean covers(Role needed) {
    return compareTo(needed) >= 0;
  }

  /** The lesser of two. */
  public Role atMost(Role other) {
    return covers(other) ? other : this;
  }
}
