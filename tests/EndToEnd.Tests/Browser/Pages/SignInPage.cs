namespace EndToEnd.Tests.Browser.Pages;

/// <summary>Sign-in, and the change of a first password that comes with it.</summary>
public sealed class SignInPage(ConsoleWindow window)
{
    /// <summary>Signs in and stands on the role's home. A password that must be changed is replaced by <paramref name="fresh"/>.</summary>
    public async Task SignInAsync(string name, string password, string? fresh = null, string home = "shift-page")
    {
        await window.Page.GotoAsync("/dang-nhap");
        await window.ByTestId("sign-in-name").FillAsync(name);
        await window.ByTestId("sign-in-password").FillAsync(password);
        await window.ByTestId("sign-in-submit").ClickAsync();
        await window.ByTestId("password-current").Or(window.ByTestId("console")).First.WaitForAsync();
        if (fresh is not null && await window.ByTestId("password-current").IsVisibleAsync())
            await ReplaceAsync(password, fresh);
        await window.ByTestId(home).WaitForAsync();
    }

    private async Task ReplaceAsync(string password, string fresh)
    {
        await window.ByTestId("password-current").FillAsync(password);
        await window.ByTestId("password-new").FillAsync(fresh);
        await window.ByTestId("password-again").FillAsync(fresh);
        await window.ByTestId("password-submit").ClickAsync();
    }
}
