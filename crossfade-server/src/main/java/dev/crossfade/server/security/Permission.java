package dev.crossfade.server.security;

/** What an endpoint lets people do, which role that needs, and on what. */
public enum Permission {
  /** Needs nothing. */
  PUBLIC(Role.VIEWER, Scope.NOBODY),
  /** Needs somebody who is signed in; what he sees is his own, or depends on his roles. */
  SIGNED_IN(Role.VIEWER, Scope.ANYBODY),
  /** Look at a migration. */
  MIGRATION_READ(Role.VIEWER, Scope.MIGRATION),
  /** Follow what happens to a migration. */
  EVENTS_READ(Role.VIEWER, Scope.MIGRATION_IN_QUERY),
  /** Look at long work. */
  OPERATION_READ(Role.VIEWER, Scope.OPERATION),
  /** Describe a new migration. */
  MIGRATION_CREATE(Role.OPERATOR, Scope.EVERYTHING),
  /** Give a migration another specification; a draft needs what describing a new one needs. */
  MIGRATION_DESCRIBE(Role.OPERATOR, Scope.MIGRATION),
  /** Delete a draft. */
  MIGRATION_DELETE(Role.OPERATOR, Scope.MIGRATION),
  /** Let a plan be made, or a list that says go or no go; both read the databases. */
  MIGRATION_PLAN(Role.OPERATOR, Scope.MIGRATION),
  /** See keys: ask what happened to a row, and which rows differ. */
  ROWS_TRACE(Role.OPERATOR, Scope.MIGRATION),
  /** Let rows in quarantine be written, or decide that they will not be. */
  QUARANTINE_DECIDE(Role.OPERATOR, Scope.MIGRATION),
  /** Let rows of production be made right. */
  ROWS_REPAIR(Role.OPERATOR, Scope.MIGRATION),
  /** Decide that somebody has seen to rows about which both stacks have something to say. */
  CONFLICTS_SETTLE(Role.OPERATOR, Scope.MIGRATION),
  /** Let checks of the data be asked. */
  CHECKS_RUN(Role.OPERATOR, Scope.MIGRATION),
  /** Answer for a check that keeps something from being published. */
  CHECK_OVERRIDE(Role.APPROVER, Scope.MIGRATION),
  /** Look at the audit log, which is about all migrations, accounts and tokens. */
  AUDIT_READ(Role.VIEWER, Scope.EVERYTHING),
  /** Let the audit log be signed now. */
  AUDIT_SIGN(Role.OPERATOR, Scope.EVERYTHING),
  /** Let a migration start, pause, go on, stop, verify. */
  MIGRATION_OPERATE(Role.OPERATOR, Scope.MIGRATION),
  /** Ask others to agree to what cannot be taken back, or take that request back. */
  SIGN_OFF_ASK(Role.OPERATOR, Scope.MIGRATION),
  /** Agree to what cannot be taken back. */
  SIGN_OFF_GIVE(Role.APPROVER, Scope.MIGRATION),
  /** Move the clients of a migration to the other stack. */
  MIGRATION_CROSS(Role.APPROVER, Scope.MIGRATION),
  /** Let the clients of a migration stay where they are. */
  CROSSING_ABORT(Role.OPERATOR, Scope.MIGRATION),
  /** Keep the way back of a migration open for longer. */
  WINDOW_EXTEND(Role.OPERATOR, Scope.MIGRATION),
  /** End a migration for good. */
  MIGRATION_COMPLETE(Role.APPROVER, Scope.MIGRATION),
  /** Set one's own password, or anybody's. */
  PASSWORD_SET(Role.ADMIN, Scope.SELF),
  /** Revoke one's own token, or anybody's. */
  TOKEN_REVOKE(Role.ADMIN, Scope.OWN_TOKEN),
  /** Say who there is and who may do what. */
  USERS_MANAGE(Role.ADMIN, Scope.EVERYTHING);

  private final Role role;
  private final Scope scope;

  Permission(Role role, Scope scope) {
    this.role = role;
    this.scope = scope;
  }

  /** On what the role is needed. */
  public enum Scope {
    /** No role is needed, and nobody need be signed in. */
    NOBODY,
    /** No role is needed. */
    ANYBODY,
    /** The migration in the path. */
    MIGRATION,
    /** The migration in the query. */
    MIGRATION_IN_QUERY,
    /** The migration that an operation is about. */
    OPERATION,
    /** Every migration, unless it is about oneself. */
    SELF,
    /** Every migration, unless the token is one's own. */
    OWN_TOKEN,
    /** Every migration. */
    EVERYTHING
  }

  public Role role() {
    return role;
  }

  public Scope scope() {
    return scope;
  }

  /** How the interface description names it. */
  public String text() {
    return name().toLowerCase(java.util.Locale.ROOT).replace('_', '.');
  }
}
