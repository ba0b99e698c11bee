namespace Sparekey.Server.Tests.Laws;

/// <summary>
/// Mann-Whitney test: how likely two samples as different as these are, if both came from one source.
/// </summary>
internal static class RankTest
{
    /// <returns>Two-sided p by the normal approximation, for samples of 20 or more.</returns>
    public static double P(IReadOnlyList<double> a, IReadOnlyList<double> b)
    {
        var ranked = a.Select(v => (Value: v, OfA: true))
            .Concat(b.Select(v => (Value: v, OfA: false)))
            .OrderBy(s => s.Value).ToList();
        double sum = 0;
        for (var i = 0; i < ranked.Count;)
        {
            var end = i;
            while (end < ranked.Count && ranked[end].Value.Equals(ranked[i].Value)) end++;
            var rank = (i + 1 + end) / 2.0;   // equal values share the mean of their ranks
            for (; i < end; i++)
                if (ranked[i].OfA) sum += rank;
        }
        double n = a.Count, m = b.Count;
        var u = sum - n * (n + 1) / 2;
        var z = (u - n * m / 2) / Math.Sqrt(n * m * (n + m + 1) / 12);
        return 2 * UpperTail(Math.Abs(z));
    }

    public static double Median(IEnumerable<double> values)
    {
        var sorted = values.Order().ToArray();
        return (sorted[(sorted.Length - 1) / 2] + sorted[sorted.Length / 2]) / 2;
    }

    // Abramowitz and Stegun 26.2.17, error below 7.5e-8.
    private static double UpperTail(double z)
    {
        var t = 1 / (1 + 0.2316419 * z);
        var polynomial =
            t * (0.319381530 + t * (-0.356563782 + t * (1.781477937 + t * (-1.821255978 + t * 1.330274429))));
        return Math.Exp(-z * z / 2) / Math.Sqrt(2 * Math.PI) * polynomial;
    }
}
