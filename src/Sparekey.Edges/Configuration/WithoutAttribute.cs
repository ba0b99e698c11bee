using System.ComponentModel.DataAnnotations;

namespace Sparekey.Edges.Configuration;

/// <summary>The text of a setting does not contain a character.</summary>
/// <remarks>A regular expression would say the same, and would be compiled at every start.</remarks>
[AttributeUsage(AttributeTargets.Property)]
internal sealed class WithoutAttribute(char denied)
    : ValidationAttribute($"The field {{0}} must not contain '{denied}'.")
{
    public char Denied { get; } = denied;

    public override bool IsValid(object? value) => value is not string text || !text.Contains(Denied);
}
