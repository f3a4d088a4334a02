using HaiPhongSoc.Events;

namespace HaiPhongSoc.EventStore.Embedded;

/// <summary>
/// Decides under which name each value of an event is stored. Names that share all their values become aliases of one of them (the one with a core column,
/// else the first ECS name, else the first), so that no value is kept twice. Used again for every event; not thread-safe.
/// </summary>
internal sealed class FieldLayout
{
    private const int MostForAliases = 128;
    private int[] _sameName = new int[64];
    private int[] _sameValue = new int[64];
    private int[] _target = new int[64];
    private FieldSet _fields = FieldSet.Empty;

    /// <summary>Entries of the event.</summary>
    public int Count { get; private set; }

    /// <summary>Index of the first entry with the name of entry <paramref name="i"/>.</summary>
    public int FirstOfName(int i) => _sameName[i];

    /// <summary>For the first entry of a name: the first entry of the name that holds its values; itself where it holds them.</summary>
    public int TargetOf(int i) => _target[i];

    /// <summary>True where an earlier entry of the same name has the same value at the same place: one value under one name twice.</summary>
    public bool IsRepeat(int i)
    {
        if (Count > MostForAliases)
            return false;
        for (var j = _sameName[i]; j < i; j++)
        {
            if (_sameName[j] == _sameName[i] && _sameValue[j] == _sameValue[i])
                return true;
        }

        return false;
    }

    public void Read(FieldSet fields, bool useAliases)
    {
        (_fields, Count) = (fields, fields.Count);
        if (Count > _sameName.Length)
        {
            var size = Math.Max(Count, _sameName.Length * 2);
            (_sameName, _sameValue, _target) = (new int[size], new int[size], new int[size]);
        }

        if (Count > MostForAliases)
        {
            ReadLarge();
            return;
        }

        for (var i = 0; i < Count; i++)
        {
            var field = fields[i];
            (_sameName[i], _sameValue[i], _target[i]) = (i, i, i);
            for (var j = 0; j < i; j++)
            {
                var earlier = fields[j];
                if (_sameName[i] == i && earlier.Name.SequenceEqual(field.Name))
                    _sameName[i] = j;
                if (_sameValue[i] == i && earlier.Value == field.Value && earlier.Kind == field.Kind)
                    _sameValue[i] = _sameValue[j];
            }
        }

        for (var i = 0; useAliases && i < Count; i++)
        {
            if (_sameName[i] == i)
                _target[i] = FindTarget(i);
        }
    }

    private void ReadLarge()
    {
        var first = new Dictionary<string, int>(Count, StringComparer.Ordinal);
        for (var i = 0; i < Count; i++)
        {
            var name = _fields[i].NameText;
            _target[i] = i;
            _sameName[i] = first.TryGetValue(name, out var earlier) ? earlier : first[name] = i;
        }
    }

    /// <summary>The best name that shares every value of the name at <paramref name="i"/>, entry for entry.</summary>
    private int FindTarget(int i)
    {
        var best = i;
        for (var j = 0; j < Count; j++)
        {
            if (_sameValue[j] == _sameValue[i] && _sameName[j] == j && j != i && Rank(j) > Rank(best) && Shares(i, j))
                best = j;
        }

        return best;
    }

    private int Rank(int i)
    {
        var field = _fields[i];
        var kind = field.Naming == FieldNaming.Ecs ? 2 : 0;
        if (IsCore(field.Id))
            kind = 4;
        return (kind * (MostForAliases + 1)) + (MostForAliases - i);
    }

    private bool Shares(int a, int b)
    {
        var (i, j) = (a, b);
        while (true)
        {
            (i, j) = (Next(i, a), Next(j, b));
            if (i < 0 || j < 0)
                return i == j;
            if (_sameValue[i] != _sameValue[j])
                return false;
        }
    }

    private int Next(int after, int name)
    {
        for (var i = after + 1; i < Count; i++)
        {
            if (_sameName[i] == name)
                return i;
        }

        return -1;
    }

    private static bool IsCore(FieldId id) => !id.IsNone && Array.IndexOf(StoreColumns.CoreIds, id) >= 0;
}
