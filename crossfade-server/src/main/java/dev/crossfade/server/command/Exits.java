package dev.crossfade.server.command;

import dev.crossfade.core.problem.Kind;
import dev.crossfade.core.problem.Problem;
import dev.crossfade.core.problem.ProblemCode;
import dev.crossfade.server.ServerProblem;
import java.util.Comparator;
import java.util.List;
import java.util.Set;

/** Which exit code belongs to which problem. */
final class Exits {
  /** Missing privileges and refused logins of source, target and capture. */
  private static final Set<Integer> REFUSALS = Set.of(2016, 3004, 4008, 4009);

  private Exits() {}

  /** The code of the gravest problem: what needs a person comes before what passes by itself. */
  static Exit of(List<Problem> problems) {
    return problems.stream()
        .map(problem -> of(problem.code()))
        .min(Comparator.comparingInt(Exits::rank))
        .orElse(Exit.INTERNAL);
  }

  private static Exit of(ProblemCode code) {
    if (code instanceof ServerProblem server) {
      return of(server);
    }
    if (REFUSALS.contains(code.number())) {
      return Exit.REFUSED;
    }
    if (code.kind() == Kind.TRANSIENT) {
      return Exit.UNREACHABLE;
    }
    if (code.kind() == Kind.ESCALATE) {
      return Exit.INDETERMINATE;
    }
    return code.number() < 2000 || code.number() == 2001 ? Exit.INVALID : Exit.BLOCKED;
  }

  private static Exit of(ServerProblem code) {
    return switch (code) {
      case FOLDER_MISSING,
          ENTITY_UNKNOWN,
          NO_CHECKS,
          NO_SHADOW,
          GROUP_UNKNOWN,
          ROUTE_UNKNOWN,
          NO_CERTIFICATE,
          TABLE_NOT_HELD ->
          Exit.NOT_FOUND;
      case FOLDER_TAKEN,
          DATA_FOLDER_IN_USE,
          LEASE_HELD,
          JOURNAL_ELSEWHERE,
          RECORD_OUTRUN,
          GATE_NOT_CLOSED,
          TOO_LATE,
          ANOTHER_MOVE ->
          Exit.CONFLICT;
      case REFERENCE_UNRESOLVED,
          URL_INVALID,
          ROLE_NOT_SUPPORTED,
          SAME_DATABASE,
          OPEN_WITHOUT_TLS,
          CERTIFICATE_UNUSABLE,
          WORKER_WITHOUT_KAFKA,
          KAFKA_BY_HALVES,
          SIGN_OFFS_NEED_SERVER,
          OIDC_UNUSABLE,
          INSECURE_CONNECTION,
          FILE_NOT_WRITABLE,
          ROW_WITHOUT_KEY,
          KEY_MALFORMED,
          TEST_MALFORMED,
          NOT_CORRECTABLE,
          RECORD_PLACE,
          CANARY_PLAN,
          NOT_CONFIRMED ->
          Exit.INVALID;
      case PLAN_BLOCKED,
          NOT_PUBLISHED,
          AUDIT_KEY_UNUSABLE,
          STORE_NEWER,
          CANNOT_LISTEN,
          MAPPING_NOT_IN_USE,
          NOT_ADOPTABLE,
          NOT_REPAIRABLE,
          NOTHING_TO_IGNORE,
          DECIDED_BEFORE,
          NO_EARLIER_MAPPINGS,
          RECORD_HINDERED,
          NOT_BY_HAND,
          CANARY_STATE,
          NO_GO,
          NOT_ACROSS,
          NOTHING_UNDER_WAY ->
          Exit.BLOCKED;
      case RUN_ENDED, AUDIT_CHECKPOINTS_UNREADABLE, RECORD_UNKNOWN -> Exit.INDETERMINATE;
      case DRAIN_TIMED_OUT, GATEWAYS_SLOW, STILL_MOVING -> Exit.TIMEOUT;
      case INTERNAL -> Exit.INTERNAL;
    };
  }

  private static int rank(Exit exit) {
    return List.of(
            Exit.INTERNAL,
            Exit.INDETERMINATE,
            Exit.INVALID,
            Exit.CONFLICT,
            Exit.NOT_FOUND,
            Exit.REFUSED,
            Exit.BLOCKED,
            Exit.NOT_PROVEN,
            Exit.TIMEOUT,
            Exit.UNREACHABLE)
        .indexOf(exit);
  }
}
