using System.Numerics;

namespace Sparekey.Server.Captcha;

/// <summary>
/// Paints a landscape: sky with a sun or a moon and clouds, ranges of hills that are darker the nearer they are, trees
/// on the nearest ranges, sometimes a lake. The whole picture has texture: the holes are not the only things with
/// edges.
/// </summary>
internal sealed class Landscape
{
    private readonly Canvas _canvas;
    private readonly Dice _dice;
    private readonly Palette _palette;
    private readonly ValueNoise _noise;

    private Landscape(Canvas canvas, Dice dice)
    {
        _canvas = canvas;
        _dice = dice;
        _palette = Palette.Throw(dice);
        _noise = new ValueNoise(dice);
    }

    public static Canvas Paint(int width, int height, Dice dice)
    {
        var landscape = new Landscape(new Canvas(width, height), dice);
        landscape.PaintSky();
        landscape.PaintRanges();
        if (dice.OneIn(3))
            landscape.PaintLake();
        landscape.PaintBrushwork();
        return landscape._canvas;
    }

    private void PaintSky()
    {
        var lightX = _dice.Between(0.1f, 0.9f) * _canvas.Width;
        var lightY = _dice.Between(0.12f, 0.42f) * _canvas.Height;
        var radius = _dice.Between(9f, 17f);
        var clouds = _dice.Between(0.35f, 0.75f);
        for (var y = 0; y < _canvas.Height; y++)
        {
            var sky = Vector3.Lerp(_palette.Zenith, _palette.Horizon, Canvas.Fade(0, 0.75f * _canvas.Height, y));
            for (var x = 0; x < _canvas.Width; x++)
            {
                var distance = MathF.Sqrt((x - lightX) * (x - lightX) + (y - lightY) * (y - lightY));
                var light = 0.85f * Canvas.Fade(radius + 1, radius - 1, distance) + 0.4f * radius / (radius + distance);
                var colour = Vector3.Lerp(sky, _palette.Light, MathF.Min(light, 0.9f));
                var cloud = Canvas.Fade(0.5f, 0.78f, _noise.Rough(x / 46f, y / 15f + 90, 3)) * clouds;
                _canvas[x, y] = Vector3.Lerp(colour, Vector3.Lerp(_palette.Light, sky, 0.25f), cloud);
            }
        }
    }

    private void PaintRanges()
    {
        var count = _dice.Between(4, 6);
        var jagged = _dice.Between(0f, 1f);
        var top = _dice.Between(0.3f, 0.42f);
        var ranges = new float[count][];
        for (var i = 0; i < count; i++)
        {
            var near = (float)i / (count - 1);
            ranges[i] = Ridge(level: _canvas.Height * (top + (0.88f - top) * near),
                rise: _canvas.Height * (0.3f - 0.16f * near), jagged * (1 - 0.6f * near));
            if (i >= count - 3)
                PlantTrees(ranges[i], tallest: 9 + 13 * near);
        }

        for (var i = 0; i < count; i++)
            PaintRange(ranges, i);
    }

    /// <returns>For each column, the height in pixels from the top at which the range begins.</returns>
    private float[] Ridge(float level, float rise, float jagged)
    {
        var start = _dice.Between(0f, 200f);
        var stretch = _dice.Between(48f, 84f);
        var line = new float[_canvas.Width];
        for (var x = 0; x < line.Length; x++)
        {
            var smooth = _noise.Rough(x / stretch + start, start, 4);
            var sharp = 1 - MathF.Abs(2 * _noise.Rough(x / stretch + start, start + 50, 4) - 1);
            line[x] = level + rise * (0.5f - (smooth + (sharp - smooth) * jagged));
        }

        return line;
    }

    private void PlantTrees(float[] line, float tallest)
    {
        var ground = (float[])line.Clone();
        var wood = _dice.Between(0f, 100f);
        for (var x = _dice.Between(-6, 4); x < line.Length; x += _dice.Between(4, 11))
        {
            if (_noise.At(x / 40f, wood) < 0.42f)
                continue;

            var height = tallest * _dice.Between(0.55f, 1f);
            var reach = Math.Max(2, (int)(height * 0.26f));
            for (var column = Math.Max(0, x - reach); column <= Math.Min(line.Length - 1, x + reach); column++)
            {
                var crown = height * (1 - MathF.Abs(column - x) / (reach + 0.5f));
                line[column] = MathF.Min(line[column], ground[column] - crown);
            }
        }
    }

    private void PaintRange(float[][] ranges, int index)
    {
        var near = (float)index / (ranges.Length - 1);
        var hill = Vector3.Lerp(_palette.Far, _palette.Near, MathF.Pow(near, 1.2f));
        var mist = Vector3.Lerp(hill, _palette.Horizon, 0.55f * (1 - near) + 0.08f);
        for (var x = 0; x < _canvas.Width; x++)
        {
            var from = ranges[index][x];
            var until = (float)_canvas.Height;
            for (var i = index + 1; i < ranges.Length; i++)
                until = MathF.Min(until, ranges[i][x] + 1);

            var slope = ranges[index][Math.Min(x + 2, _canvas.Width - 1)] - ranges[index][Math.Max(x - 2, 0)];
            var lit = 1 + Math.Clamp(slope * 0.012f, -0.06f, 0.06f);
            for (var y = Math.Max(0, (int)MathF.Floor(from)); y < MathF.Min(until, _canvas.Height); y++)
            {
                var ground = 0.8f + 0.4f * _noise.Rough(x / 19f + index * 31, y / 8f, 3);
                var colour = Vector3.Lerp(hill * (ground * lit), mist, Canvas.Fade(0, 46, y - from));
                _canvas[x, y] = Vector3.Lerp(_canvas[x, y], colour, Math.Clamp(y + 1 - from, 0, 1));
            }
        }
    }

    private void PaintLake()
    {
        var shore = (int)(_canvas.Height * _dice.Between(0.66f, 0.8f));
        var water = Vector3.Lerp(_palette.Zenith, _palette.Near, 0.35f);
        for (var y = shore; y < _canvas.Height; y++)
        {
            var depth = y - shore;
            for (var x = 0; x < _canvas.Width; x++)
            {
                var ripple = _noise.Rough(x / 26f, y / 2.2f, 2) - 0.5f;
                var mirrored = _canvas.Near(x + (int)(ripple * (3 + depth * 0.25f)), shore - 1 - (int)(depth * 1.3f));
                var still = Vector3.Lerp(mirrored, water, 0.3f + 0.006f * depth);
                _canvas[x, y] = still * (1 + ripple * 0.16f) + new Vector3(0.05f * Canvas.Fade(3, 0, depth));
            }
        }
    }

    /// <summary>Uneven paint over the whole picture: fine strokes and large soft shadows.</summary>
    private void PaintBrushwork()
    {
        for (var y = 0; y < _canvas.Height; y++)
        for (var x = 0; x < _canvas.Width; x++)
        {
            var strokes = _noise.At(x / 9f + y / 21f, y / 5f + 40) - 0.5f;
            var shadow = _noise.At(x / 64f + 7, y / 48f + 60) - 0.5f;
            _canvas[x, y] *= 1 + strokes * 0.07f + shadow * 0.14f;
        }
    }
}
