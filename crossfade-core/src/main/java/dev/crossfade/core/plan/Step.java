package dev.crossfade.core.plan;

import dev.crossfade.core.phase.StepKind;

/**
 * One step of a run.
 *
 * @param number place in the plan, from 1
 * @param kind what it does
 * @param subject the source, table or entity it is about
 * @param what one sentence for people
 * @param rows estimated rows it moves or compares, -1 where that means nothing or is unknown
 * @param bytes estimated bytes likewise
 */
public record Step(int number, StepKind kind, String subject, String what, long rows, long bytes) {}
