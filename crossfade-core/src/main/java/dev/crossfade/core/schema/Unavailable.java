package dev.crossfade.core.schema;

/**
 * Stands in a row array for a value the log did not carry because it did not change (an unchanged
 * TOAST value). It is never written to a target and never a reason for quarantine.
 */
public enum Unavailable {
  VALUE
}
