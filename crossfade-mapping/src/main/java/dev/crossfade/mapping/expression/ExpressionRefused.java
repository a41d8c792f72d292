package dev.crossfade.mapping.expression;

import java.util.List;

/** An expression is wrong; carries everything found in it. */
public final class ExpressionRefused extends Exception {

  private final transient List<Complaint> complaints;

  ExpressionRefused(List<Complaint> complaints) {
    super(complaints.get(0).what());
    this.complaints = List.copyOf(complaints);
  }

  public List<Complaint> complaints() {
    return complaints;
  }
}
