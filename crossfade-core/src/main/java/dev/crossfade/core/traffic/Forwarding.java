package dev.crossfade.core.traffic;

/** What becomes of a request by the record of the moment. */
public sealed interface Forwarding {

  /** It is a write, and has to wait. */
  record Wait(Why why) implements Forwarding {}

  /** Why writes wait. */
  enum Why {
    /** The record says so. */
    HELD,
    /** The record may be an old one. */
    STALE
  }

  /** It is forwarded. */
  enum To implements Forwarding {
    LEGACY(Side.LEGACY),
    NEW(Side.NEW),
    /** To the new stack, and to the legacy one if that fails. */
    NEW_ELSE_LEGACY(Side.NEW);

    private final Side side;

    To(Side side) {
      this.side = side;
    }

    public Side side() {
      return side;
    }
  }

  /** Shared, as nothing is in them. */
  Wait HELD = new Wait(Why.HELD);

  /** As above. */
  Wait STALE = new Wait(Why.STALE);

  /** What becomes of a write. */
  static Forwarding ofWrite(RouteState state, Standing standing) {
    if (standing != Standing.FREE) {
      return standing == Standing.HELD ? HELD : STALE;
    }
    return state.writes() == Side.LEGACY ? To.LEGACY : To.NEW;
  }

  /** Whether writes of a route may be forwarded. */
  enum Standing {
    FREE,
    HELD,
    STALE
  }

  /**
   * Where a read goes.
   *
   * @param among whether its consumer is among those whose reads the new stack answers
   */
  static To ofRead(RouteRule rule, RouteState state, Among among) {
    if (among == Among.LEGACY) {
      return To.LEGACY;
    }
    boolean trusted = state.writes() == Side.NEW || rule.fallback() == RouteRule.Fallback.NONE;
    return trusted ? To.NEW : To.NEW_ELSE_LEGACY;
  }

  /** Whose reads they are. */
  enum Among {
    NEW,
    LEGACY
  }
}
