package dev.crossfade.mapping.expression;

import dev.cel.common.CelAbstractSyntaxTree;
import dev.cel.common.CelMutableAst;
import dev.cel.common.CelValidationException;
import dev.cel.compiler.CelCompiler;
import dev.crossfade.core.schema.LogicalType;
import dev.crossfade.core.schema.TableSchema;
import dev.crossfade.mapping.function.FunctionLibrary;
import dev.crossfade.mapping.problem.MappingProblem;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Compiles expressions over the columns of one table. Not thread-safe; the results are. */
public final class ExpressionCompiler {

  private final Language language;
  private final Variables variables;
  private final CelCompiler cel;

  private ExpressionCompiler(Language language, TableSchema table) {
    this.language = language;
    this.variables = new Variables(table);
    this.cel = language.compiler(variables);
  }

  /** Makes compilers that share one library. */
  public static final class Factory {

    private final Language language;

    public Factory(FunctionLibrary library) {
      this.language = new Language(library);
    }

    /** A compiler of expressions over the columns of a table. */
    public ExpressionCompiler over(TableSchema table) {
      return new ExpressionCompiler(language, table);
    }
  }

  /**
   * Checks and compiles an expression.
   *
   * @param wanted type of the column the result is for; numbers written become decimals where it is
   *     one; null when there is none
   */
  public Expression compile(String text, @Nullable LogicalType wanted) throws ExpressionRefused {
    CelAbstractSyntaxTree parsed = parse(text);
    Positions positions = new Positions(parsed, text);
    Names names = new Names(text, variables.table(), language.library(), positions);
    CelMutableAst tree = CelMutableAst.fromCelAst(parsed);
    Literals literals =
        new Literals(text, variables, language.library(), positions, firstFree(parsed));
    new Rewriter(names, literals).rewrite(tree.expr());
    if (!names.complaints().isEmpty()) {
      throw new ExpressionRefused(names.complaints());
    }
    if (wanted instanceof LogicalType.Decimal) {
      literals.become(tree.expr(), "decimal");
    } else if (wanted instanceof LogicalType.UInt64) {
      literals.become(tree.expr(), "uint64");
    }
    return finish(text, check(text, tree.toParsedAst(true)), positions);
  }

  private Expression finish(String text, CelAbstractSyntaxTree checked, Positions positions)
      throws ExpressionRefused {
    List<Complaint> complaints = new ArrayList<>();
    Inspection inspection = new Inspection(checked, language, positions, text, complaints);
    inspection.run();
    if (!complaints.isEmpty()) {
      throw new ExpressionRefused(complaints);
    }
    Node interpreted = Interpreter.of(language.runtime(), checked, variables);
    DirectCompiler compiler = new DirectCompiler(checked, language, variables);
    Node direct = compiler.compile();
    Origins origins = new Origins(checked, language, variables);
    Facts facts =
        new Facts(
            inspection.columns(),
            inspection.directColumn(),
            new Inversions(checked, language, compiler, origins).run(),
            origins.run(),
            inspection.taxonomies());
    return new Expression(
        checked.getResultType(), facts, direct == null ? interpreted : direct, interpreted);
  }

  private CelAbstractSyntaxTree parse(String text) throws ExpressionRefused {
    try {
      return cel.parse(text).getAst();
    } catch (CelValidationException e) {
      throw new ExpressionRefused(CheckerMessages.syntax(text, e.getErrors()));
    } catch (StackOverflowError e) {
      throw new ExpressionRefused(
          List.of(
              Complaint.at(
                  text,
                  0,
                  MappingProblem.LIMIT,
                  "the expression is nested too deeply",
                  "expressions have a limit so that they cannot exhaust the machine",
                  "split it over several columns or use a taxonomy")));
    }
  }

  private CelAbstractSyntaxTree check(String text, CelAbstractSyntaxTree parsed)
      throws ExpressionRefused {
    try {
      return cel.check(parsed).getAst();
    } catch (CelValidationException e) {
      throw new ExpressionRefused(CheckerMessages.types(text, e.getErrors(), language.library()));
    }
  }

  private static long firstFree(CelAbstractSyntaxTree tree) {
    Map<Long, Integer> positions = tree.getSource().getPositionsMap();
    return positions.keySet().stream().mapToLong(Long::longValue).max().orElse(0) + 10_000;
  }
}
