package dev.crossfade.mapping;

import dev.crossfade.core.problem.ProblemCode;

/**
 * Why a row cannot become a row of the entity. The row goes to quarantine, everything else flows.
 *
 * @param column target column concerned; for a row check {@code check:} and its name; for the
 *     condition of a mapping {@code where}; for the source row's own key {@code key}
 * @param code stable reason, of kind DATA
 * @param text the reason in words, with names and limits, never with row data
 */
public record Refusal(String column, ProblemCode code, String text) implements RowResult {}
